import { createContactApi } from "./api.ts";
import { whose } from "./contact-list.ts";
import { createContactModel, type ContactModel } from "./contact-model.ts";
import type { GetToken, PanelEventName } from "./host-api.ts";
import type { Notice } from "./notice.ts";
import { createSessions, type Fetch, type Sessions } from "./sessions.ts";
import { batch, computed, signal } from "./signals.ts";

export type Connection = { baseUrl: string; workspace: string; getToken: GetToken };

export type PanelHost = {
  fetch: Fetch;
  /** Dispatches an event of the panel; false when it was prevented. */
  emit(name: PanelEventName, detail: Readonly<Record<string, unknown>>): boolean;
};

const noticeMs = 6_000;
const failureMs = 10_000;
const clockMs = 30_000;
const hiddenMs = 30_000;

/** The panel without its DOM: which contacts are on screen, and what was said last. */
export function createPanelModel({ fetch, emit }: PanelHost) {
  const current = signal<ContactModel | null>(null);
  const notice = signal<Notice | null>(null);
  const adding = signal(false);
  const begun = signal(false);
  /** Something is shown: contacts, or that there are none. */
  const ready = computed(
    () => begun.value && (current.value === null || current.value.contacts.value.length > 0),
  );
  const now = signal(Date.now());
  const clock = setInterval(() => (now.value = Date.now()), clockMs);
  let connection: Connection | null = null;
  let sessions: Sessions | null = null;
  let shown: readonly string[] = [];
  let ended = false;
  let fade: ReturnType<typeof setTimeout> | undefined;
  let hidden = false;
  let pausing: ReturnType<typeof setTimeout> | undefined;

  function say(next: Notice | null): void {
    if (ended) return;
    batch(() => {
      notice.value = next;
      now.value = Date.now();
    });
    hold(false);
  }
  /** Keeps the toast while it is pointed at or focused. */
  function hold(held: boolean): void {
    clearTimeout(fade);
    if (held || !notice.value) return;
    fade = setTimeout(() => say(null), notice.value.kind === "failed" ? failureMs : noticeMs);
  }

  function look(): void {
    clearTimeout(pausing);
    if (hidden) pausing = setTimeout(() => current.value?.pause(), hiddenMs);
    else current.value?.wake();
  }

  function open(contacts: readonly string[]): void {
    current.value?.dispose();
    shown = contacts;
    batch(() => {
      begun.value = true;
      say(null);
      adding.value = false;
      current.value = null;
      if (contacts.length === 0 || !connection || !sessions) return;
      const api = createContactApi({ ...connection, sessions, fetch }, contacts);
      current.value = createContactModel({
        api,
        notify: say,
        emit: (name, detail) => emit(name, { v: 1, ...detail, ...whose(detail.contacts ?? contacts) }),
      });
    });
    void current.value?.load();
    if (hidden) look();
  }

  return {
    current,
    notice,
    adding,
    ready,
    now,
    say,
    hold,
    /** Whether the page is out of sight; a stream that nobody sees ends after a while. */
    hide(value: boolean): void {
      hidden = value;
      look();
    },
    /** Shows contacts over a connection; does nothing when it shows just these. `getToken` stays the first one. */
    show(contacts: readonly string[], over: Connection): void {
      const same =
        connection !== null && connection.baseUrl === over.baseUrl && connection.workspace === over.workspace;
      if (!same) {
        connection = over;
        sessions = createSessions({ ...over, fetch });
      } else if (JSON.stringify(contacts) === JSON.stringify(shown)) return;
      open(contacts);
    },
    dispose(): void {
      ended = true;
      current.value?.dispose();
      clearInterval(clock);
      clearTimeout(pausing);
      clearTimeout(fade);
    },
  };
}

export type PanelModel = ReturnType<typeof createPanelModel>;
