import { Worker } from "node:worker_threads";
import { type Checkpointer, turnWeight } from "./checkpointer.ts";
import type { Thread, ThreadOptions } from "./dialect.ts";
import type { ThreadHears, ThreadSays } from "./thread-messages.ts";
import type { WriteDoor } from "./write-door.ts";

/** A thread that keeps its turn for so long has lost itself: it is ended, and its turn with it. In ms. */
const turnPatience = 15_000;
const restartDelay = 1_000;

type Host = {
  path: string;
  door: WriteDoor;
  checkpointer: Checkpointer;
  hint(workspaceId: number): void;
  /** Calls back when a job is to be looked at. */
  onWake(listener: () => void): void;
};

const isDead = (worker: Worker) => worker.threadId === -1;

/** Runs a thread beside the door: gives it its turns to write, and starts it again when it dies. */
export function hostThread(options: ThreadOptions, host: Host): Thread {
  let stopping = false;
  let worker = start();
  host.onWake(() => post({ tagdeck: "wake" }));

  function start(): Worker {
    const started = new Worker(options.entry, { workerData: { path: host.path, data: options.data } });
    started.on("message", (message: ThreadSays) => heard(started, message));
    started.on("error", options.onFault);
    started.on("exit", (code) => {
      if (stopping) return;
      options.onFault(new Error(`a thread ended with code ${code} and is started again`));
      setTimeout(() => {
        if (!stopping && isDead(worker)) worker = start();
      }, restartDelay).unref();
    });
    return started;
  }

  function heard(from: Worker, message: ThreadSays): void {
    switch (message.tagdeck) {
      case "ask":
        host.door.turn((budget) => turn(from, budget));
        break;
      case "written":
        host.checkpointer.written(turnWeight);
        break;
      case "hint":
        host.hint(message.workspaceId);
        break;
      case "said":
        options.onMessage(message.message);
        break;
      case "wake":
    }
  }

  function turn(to: Worker, budget: number): Promise<void> {
    if (isDead(to)) return Promise.resolve();
    return new Promise((resolve) => {
      const patience = setTimeout(() => {
        options.onFault(new Error("a thread kept the write turn for too long"));
        void to.terminate();
      }, turnPatience);
      const end = () => {
        clearTimeout(patience);
        to.off("exit", end);
        to.off("message", settled);
        resolve();
      };
      const settled = (message: ThreadSays) => {
        if (message.tagdeck === "written") end();
      };
      to.on("exit", end);
      to.on("message", settled);
      to.postMessage({ tagdeck: "go", budget } satisfies ThreadHears);
    });
  }

  function post(message: ThreadHears): void {
    if (isDead(worker) && !stopping) worker = start();
    worker.postMessage(message);
  }

  return {
    post: (message) => post({ tagdeck: "said", message }),
    async stop(patience) {
      stopping = true;
      if (isDead(worker)) return;
      const ended = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
      post({ tagdeck: "stop" });
      const late = setTimeout(() => void worker.terminate(), patience);
      await ended;
      clearTimeout(late);
    },
  };
}
