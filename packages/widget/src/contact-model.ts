import type { Contact, HistoryEntry } from "@tagdeck/core/contacts/contact";
import type { PanelSession } from "@tagdeck/core/embed/session";
import type { FeedUpdate } from "@tagdeck/core/feed/update";
import type { ExpiryChange } from "@tagdeck/core/assignments/inputs";
import type { ContactTag } from "@tagdeck/core/tags/tag";
import { toProblem, type Problem } from "@tagdeck/ui/problem";
import type { ContactApi } from "./api.ts";
import { chipsOf, named, restyler, sharedTags, type NamedTag } from "./chips.ts";
import { createChanges } from "./contact-changes.ts";
import { isAuthProblem, isPassing, isRetryable, type Emit, type Notice } from "./notice.ts";
import { batch, computed, signal } from "./signals.ts";

export type TagStory = { entries: readonly HistoryEntry[]; description: string };
type TagChanges = Pick<FeedUpdate, "reset" | "tags" | "removedTagIds">;
type TagListener = (changes: TagChanges) => void;
export type ContactHost = { api: ContactApi; emit: Emit; notify(notice: Notice): void };

const longestRetrySeconds = 30;
const longestTimer = 86_400_000;

const endOf = ({ expiresAt }: ContactTag) => (expiresAt ? Date.parse(expiresAt) : 0);
/** What runs out is gone at once; that is recorded later, and heard of then. */
const withoutEnded = (contact: Contact): Contact => ({
  ...contact,
  tags: contact.tags.filter((tag) => !(endOf(tag) && endOf(tag) <= Date.now())),
});

/** The contacts on screen, one or several. It ends with the switch to others: what arrives later changes nothing that is shown. */
export function createContactModel({ api, notify, emit }: ContactHost) {
  const session = signal<PanelSession | null>(null);
  /** None until they are read. */
  const contacts = signal<readonly Contact[]>([]);
  const history = signal<readonly HistoryEntry[]>([]);
  const problem = signal<Problem | null>(null);
  const live = signal(true);
  const tags = computed(() => sharedTags(contacts.value));
  const tagListeners = new Set<TagListener>();
  const life = new AbortController();
  const gone = () => life.signal.aborted;
  let feed: ReturnType<ContactApi["follow"]> | null = null;
  let historyRead = 0;
  // Told to read everything anew, and not done yet.
  let stale = false;
  let failures = 0;
  let retrying: ReturnType<typeof setTimeout> | undefined;
  let ending: ReturnType<typeof setTimeout> | undefined;

  const changes = createChanges({
    api,
    emit,
    settle,
    report,
    settled: () => void readHistory(),
    notify(notice) {
      if (!gone()) return notify(notice);
      // A failure is told even after the switch, with whose it was; a success needs no word.
      if (notice.kind === "failed") notify({ ...notice, of: contacts.value });
    },
  });
  const chips = computed(() => chipsOf(tags.value, contacts.value.length, changes.pending.value));
  /** What all of them have. */
  const applied = computed(() => {
    const all = chips.value.filter(({ contactCount }) => contactCount === contacts.value.length);
    return new Set(all.flatMap(({ id }) => id ?? []));
  });

  /** Takes the server's word for these contacts; tells the host the tags at first and when they are others. */
  function settle(next: readonly Contact[], change = (contact: Contact) => contact): boolean {
    const first = contacts.value.length === 0;
    const before = JSON.stringify(tags.value);
    const known = contacts.value.map((old) => next.find((one) => one.externalId === old.externalId) ?? old);
    contacts.value = (first ? next : known).map(change).map(withoutEnded);
    clearTimeout(ending);
    const ends = contacts.value.flatMap(({ tags: all }) => all.flatMap((tag) => endOf(tag) || []));
    // An answer may come after the end.
    if (!gone()) {
      ending = setTimeout(() => settle([]), Math.min(...ends, Date.now() + longestTimer) - Date.now());
    }
    const changed = first || before !== JSON.stringify(tags.value);
    if (changed) emit("change", { tags: tags.value });
    return changed;
  }

  function report(error: unknown): Problem {
    const what = toProblem(error);
    const { reason } = what.details;
    const why = typeof reason === "string" && { reason };
    emit("error", { code: what.code, retryable: isRetryable(what), ...why });
    if (isAuthProblem(what)) {
      emit("auth-expired", {});
      batch(() => {
        problem.value = what;
        live.value = false;
      });
    }
    return what;
  }

  async function readHistory(): Promise<void> {
    const mine = ++historyRead;
    // A contact nobody has tagged yet is not stored and has none; that of several is not shown.
    if (gone() || api.several || typeof contacts.value[0]?.id !== "number") return;
    try {
      const { items } = await api.history(life.signal);
      if (mine === historyRead && !gone()) history.value = items;
    } catch {
      // The lines that are shown stay; the next change reads them again.
    }
  }

  async function load(): Promise<void> {
    clearTimeout(retrying);
    try {
      const opened = await api.session();
      const answer = gone() ? null : await api.get(life.signal);
      if (gone() || !answer) return;
      stale = false;
      failures = 0;
      batch(() => {
        session.value = opened;
        problem.value = null;
        settle(answer.contacts);
      });
      feed?.stop();
      feed = api.follow(answer.cursor, {
        onUpdate,
        onLive(value) {
          const returned = value && !live.value;
          live.value = value;
          if (value && stale) void load();
          // What is open may have failed meanwhile, or missed something.
          else if (returned) tell({ reset: true, tags: [], removedTagIds: [] });
        },
        onRefused(error) {
          feed = null;
          failed(error);
        },
      });
      await readHistory();
    } catch (error) {
      failed(error);
    }
  }

  function failed(error: unknown): void {
    if (gone()) return;
    const what = report(error);
    if (isPassing(what)) {
      const seconds = Number(what.details["seconds"]) || Math.min(2 ** failures, longestRetrySeconds);
      failures += 1;
      retrying = setTimeout(() => void load(), seconds * 1000);
    }
    if (contacts.value.length === 0) problem.value = what;
    else if (isPassing(what)) live.value = false;
    else if (!isAuthProblem(what)) notify({ kind: "failed", problem: what });
  }

  function tell(changes: TagChanges): void {
    for (const listener of tagListeners) listener(changes);
  }

  function onUpdate(update: TagChanges & Pick<FeedUpdate, "contacts">): void {
    const { reset, tags: changed, removedTagIds, contacts: next } = update;
    tell(update);
    if (reset) {
      stale = true;
      void load();
      return;
    }
    const removed = new Set(removedTagIds);
    const known = new Set(changed.map(({ id }) => id));
    const restyle = restyler(changed);
    batch(() => {
      history.value = history.value.map(({ tag, ...entry }) => ({
        ...entry,
        tag: { ...restyle(tag), deleted: removed.has(tag.id) || (tag.deleted && !known.has(tag.id)) },
      }));
      const differs = settle(next, (contact) => ({
        ...contact,
        tags: contact.tags.filter(({ id }) => !removed.has(id)).map(restyle),
      }));
      if (next.length > 0 ? differs : removed.size > 0) void readHistory();
    });
  }

  return {
    session,
    several: api.several,
    contacts,
    history,
    problem,
    live,
    chips,
    applied,
    load,
    may: (permission: PanelSession["permissions"][number]): boolean =>
      session.value?.permissions.includes(permission) ?? false,
    async add(tag: NamedTag): Promise<void> {
      if (!gone() && !applied.value.has(tag.id)) await changes.add(tag);
    },
    async create(name: string): Promise<void> {
      if (!gone()) await changes.create(name);
    },
    async extend({ id }: NamedTag, to: ExpiryChange): Promise<void> {
      const tag = tags.value.find((one) => one.id === id);
      if (!gone() && tag) await changes.extend(tag, to);
    },
    async remove(tagId: number): Promise<void> {
      const tag = tags.value.find(({ id }) => id === tagId);
      if (!gone() && tag && chips.value.some(({ id }) => id === tagId)) await changes.remove(tag);
    },
    /** Renames and recolours a tag for every contact; what is wrong with it is thrown. */
    async edit(tag: NamedTag): Promise<void> {
      const before = tags.value.find(({ id }) => id === tag.id);
      const write = async (to: NamedTag) =>
        onUpdate({ reset: false, tags: [await api.edit(to)], removedTagIds: [], contacts: [] });
      await write(tag);
      if (!before) return;
      const undo = () =>
        write(named(before)).then(
          () => notify({ kind: "undone", leftAlone: 0 }),
          (error: unknown) => notify({ kind: "failed", problem: report(error) }),
        );
      notify({ kind: "saved", undo });
    },
    async suggest(...asked: Parameters<ContactApi["suggest"]>) {
      try {
        return await api.suggest(...asked);
      } catch (error) {
        if (!gone() && isAuthProblem(toProblem(error))) report(error);
        throw error;
      }
    },
    /** What there is to tell about one of the contact's tags. */
    async about(tagId: number, signal: AbortSignal): Promise<TagStory> {
      const [{ items }, { description }] = await Promise.all([
        api.history(signal, tagId),
        api.tag(tagId, signal),
      ]);
      return { entries: items, description };
    },
    /** Tells what becomes of the workspace's tags; returns how to stop. */
    watchTags(listener: TagListener): () => void {
      tagListeners.add(listener);
      return () => tagListeners.delete(listener);
    },
    /** Ends the stream while nobody looks or there is no network. */
    pause(): void {
      clearTimeout(retrying);
      feed?.stop();
      feed = null;
      live.value = false;
    },
    /** Someone looks again, or the network is back: at once what would be tried later. */
    wake(): void {
      if (feed && !problem.value) feed.wake();
      else if (session.value || problem.value) void load();
    },
    async retry(): Promise<void> {
      problem.value = null;
      await load();
    },
    dispose(): void {
      life.abort();
      clearTimeout(retrying);
      clearTimeout(ending);
      feed?.stop();
    },
  };
}

export type ContactModel = ReturnType<typeof createContactModel>;
