import { batch, computed, signal } from "@preact/signals";
import type { Contact, HistoryEntry } from "@tagdeck/core/contacts/contact";
import type { PanelSession } from "@tagdeck/core/embed/session";
import type { FeedUpdate } from "@tagdeck/core/feed/update";
import { toProblem, type Problem } from "@tagdeck/ui/problem";
import type { ContactApi } from "./api.ts";
import { chipsOf, named, sameTags, type NamedTag } from "./chips.ts";
import { createChanges } from "./contact-changes.ts";
import { isAuthProblem, isRetryable, type Emit, type Notice } from "./notice.ts";

export type TagStory = { entries: readonly HistoryEntry[]; description: string };
type TagListener = (changes: Pick<FeedUpdate, "reset" | "tags" | "removedTagIds">) => void;
export type ContactHost = { api: ContactApi; emit: Emit; notify(notice: Notice): void };

/** One contact on screen. It ends with the switch to another: what arrives later changes nothing that is shown. */
export function createContactModel({ api, notify, emit }: ContactHost) {
  const session = signal<PanelSession | null>(null);
  const contact = signal<Contact | null>(null);
  const history = signal<readonly HistoryEntry[]>([]);
  const problem = signal<Problem | null>(null);
  const live = signal(true);
  const tags = computed(() => contact.value?.tags ?? []);
  const tagListeners = new Set<TagListener>();
  const life = new AbortController();
  const gone = () => life.signal.aborted;
  let feed: ReturnType<ContactApi["follow"]> | null = null;
  let historyRead = 0;
  // Told to read everything anew, and not done yet.
  let stale = false;

  const changes = createChanges({
    api,
    emit,
    settle,
    report,
    settled: () => void readHistory(),
    notify(notice) {
      if (!gone()) return notify(notice);
      const { name, externalId } = contact.value ?? {};
      // A failure is told even after the switch, with whose it was; a success needs no word.
      if (notice.kind === "failed") notify({ ...notice, contact: name ?? externalId ?? null });
    },
  });
  const chips = computed(() => chipsOf(tags.value, changes.pending.value));
  const applied = computed(() => new Set(chips.value.flatMap(({ id }) => (id === null ? [] : [id]))));

  /** Takes the server's word for the contact; tells the host its tags at first and when they are others. */
  function settle(next: Contact): boolean {
    const before = contact.value;
    contact.value = next;
    const changed = before === null || !sameTags(before.tags, next.tags);
    if (changed) emit("change", { tags: next.tags.map(named) });
    return changed;
  }

  function report(error: unknown): Problem {
    const what = toProblem(error);
    emit("error", { code: what.code, retryable: isRetryable(what) });
    if (isAuthProblem(what)) {
      emit("auth-expired", {});
      problem.value = what;
    }
    return what;
  }

  async function readHistory(): Promise<void> {
    const mine = ++historyRead;
    // A contact nobody has tagged yet is not stored and has none.
    if (gone() || typeof contact.value?.id !== "number") return;
    try {
      const { items } = await api.history(life.signal);
      if (mine === historyRead && !gone()) history.value = items;
    } catch {
      // The lines that are shown stay; the next change reads them again.
    }
  }

  async function load(): Promise<void> {
    try {
      const opened = await api.session();
      const answer = gone() ? null : await api.get(life.signal);
      if (gone() || !answer) return;
      stale = false;
      batch(() => {
        session.value = opened;
        problem.value = null;
        settle(answer.contact);
      });
      feed?.stop();
      feed = api.follow(answer.cursor, {
        onUpdate,
        onLive(value) {
          live.value = value;
          if (value && stale) void load();
        },
        onRefused: report,
      });
      await readHistory();
    } catch (error) {
      if (gone()) return;
      const what = report(error);
      if (contact.value && !isAuthProblem(what)) notify({ kind: "failed", problem: what, contact: null });
      else problem.value = what;
    }
  }

  function onUpdate(update: FeedUpdate): void {
    const { reset, tags: changed, removedTagIds, contact: next } = update;
    for (const listener of tagListeners) listener(update);
    if (reset) {
      stale = true;
      void load();
      return;
    }
    const tagNow = new Map(changed.map((tag) => [tag.id, tag]));
    const removed = new Set(removedTagIds);
    const restyle = <T extends NamedTag>(tag: T): T => {
      const { name, color } = tagNow.get(tag.id) ?? tag;
      return { ...tag, name, color };
    };
    batch(() => {
      history.value = history.value.map(({ tag, ...entry }) => ({
        ...entry,
        tag: { ...restyle(tag), deleted: removed.has(tag.id) || (tag.deleted && !tagNow.has(tag.id)) },
      }));
      const now = next ?? contact.value;
      if (!now) return;
      const differs = settle({ ...now, tags: now.tags.filter(({ id }) => !removed.has(id)).map(restyle) });
      if (next ? differs : removed.size > 0) void readHistory();
    });
  }

  return {
    session,
    contact,
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
    async remove(tagId: number): Promise<void> {
      const tag = tags.value.find(({ id }) => id === tagId);
      if (!gone() && tag && applied.value.has(tagId)) await changes.remove(tag);
    },
    suggest: api.suggest,
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
    wake: () => feed?.wake(),
    async retry(): Promise<void> {
      problem.value = null;
      await load();
    },
    dispose(): void {
      life.abort();
      feed?.stop();
    },
  };
}

export type ContactModel = ReturnType<typeof createContactModel>;
