import type { FeedUpdate } from "@tagdeck/core/feed/update";
import { toProblem } from "@tagdeck/ui/problem";

type Handlers = {
  onStarted: () => void;
  onData: (event: { id: string; data: FeedUpdate }) => void;
  onError: (error: unknown) => void;
  onComplete: () => void;
};

/** Opens one stream of changes, from after the given event on. */
export type OpenFeed = (lastEventId: string | null, handlers: Handlers) => { unsubscribe: () => void };

type FollowOptions = {
  /** The feed's place before anything was read. */
  from: string;
  onUpdate: (update: FeedUpdate) => void;
  /** Changes may have been missed: read everything again. */
  onGap: () => void;
  /** Milliseconds before the first of the ever longer waits between attempts. */
  firstWait?: number;
};

const longestWait = 30_000;

/** Keeps one subscription to a workspace's changes open, through drops and restarts of the server. */
export function followFeed(openFeed: OpenFeed, { from, onUpdate, onGap, firstWait = 1_000 }: FollowOptions) {
  let cursor: string | null = from;
  let subscription: { unsubscribe: () => void } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = firstWait;
  let connectedBefore = false;

  function connect(): void {
    clearTimeout(timer);
    subscription?.unsubscribe();
    const resumed = cursor !== null;
    let over = false;
    const again = () => {
      if (over) return;
      over = true;
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, longestWait);
    };
    const mine = openFeed(cursor, {
      onStarted() {
        wait = firstWait;
        if (connectedBefore && !resumed) onGap();
        connectedBefore = true;
      },
      onData({ id, data }) {
        cursor = id;
        if (data.reset) onGap();
        onUpdate(data);
      },
      onError(error) {
        if (toProblem(error).code === "cursor_invalid") {
          cursor = null;
          onGap();
        }
        again();
      },
      onComplete: again,
    });
    subscription = {
      unsubscribe() {
        over = true;
        mine.unsubscribe();
      },
    };
  }

  return {
    open: connect,
    /** Lets go of the connection; `open` goes on where this left off. */
    close(): void {
      clearTimeout(timer);
      subscription?.unsubscribe();
      subscription = null;
    },
  };
}
