import type { ExpiryChange } from "@tagdeck/core/assignments/inputs";
import type { Contact } from "@tagdeck/core/contacts/contact";
import { toProblem, type Problem } from "@tagdeck/ui/problem";
import type { Changed, ContactApi } from "./api.ts";
import { named, type NamedTag, type Pending, type SharedTag } from "./chips.ts";
import { isPassing, type Emit, type Notice } from "./notice.ts";
import { batch, signal } from "./signals.ts";

export type ChangeHost = {
  api: ContactApi;
  emit: Emit;
  notify(notice: Notice): void;
  settle(next: readonly Contact[]): void;
  report(error: unknown): Problem;
  settled(): void;
};

/** Adding, removing, creating and undoing: shown at once, taken back with the reason when it fails. */
export function createChanges({ api, emit, notify, settle, report, settled }: ChangeHost) {
  const pending = signal<readonly Pending[]>([]);
  // Changes go one after another, so that each answer shows the contacts with all that came before it.
  let queue: Promise<void> = Promise.resolve();

  /** `name`: the tag that is lost when it fails. */
  function run<Answer extends { contacts: readonly Contact[] }>(
    change: Pending | null,
    name: string,
    send: () => Promise<Answer>,
    accept: (answer: Answer) => void,
  ): Promise<void> {
    if (change) pending.value = [...pending.value, change];
    const finish = (then: () => void) =>
      batch(() => {
        pending.value = pending.value.filter((other) => other !== change);
        then();
      });
    queue = queue.then(send).then(
      (answer) => {
        finish(() => {
          settle(answer.contacts);
          accept(answer);
        });
        settled();
      },
      (error: unknown) =>
        finish(() => {
          const problem = report(error);
          const again = isPassing(problem) && { again: () => run(change, name, send, accept) };
          notify({ kind: "failed", problem, name, ...again });
        }),
    );
    return queue;
  }

  // Told by what was done, not by comparing: the feed may have brought the outcome before the answer.
  function done(kind: "added" | "created" | "removed", tag: NamedTag | undefined, answer: Changed): void {
    const { full, undo } = answer;
    const contacts = answer.changes.map(({ contact }) => contact);
    if (!tag || contacts.length === 0) return full > 0 ? notify({ kind: "full", full }) : undefined;
    const removed = kind === "removed";
    const tell = (nowOff: boolean, of: readonly string[]) =>
      emit(nowOff ? "tag-removed" : "tag-added", { tag: named(tag), contacts: of });
    const takeBack = () =>
      run(null, tag.name, undo, ({ contacts: now, leftAlone }) => {
        const isBack = ({ externalId, tags }: Contact) =>
          contacts.includes(externalId) && tags.some(({ id }) => id === tag.id) === removed;
        tell(
          !removed,
          now.filter(isBack).map(({ externalId }) => externalId),
        );
        notify({ kind: "undone", leftAlone });
      });
    tell(removed, contacts);
    notify({ kind, name: tag.name, count: api.several ? contacts.length : 0, full, undo: takeBack });
  }

  async function createOrApply(name: string): Promise<Changed & { created: boolean }> {
    try {
      return { ...(await api.change({ create: { name } })), created: true };
    } catch (error) {
      const { code, details } = toProblem(error);
      if (code !== "tag_name_taken") throw error;
      // Someone made it a moment ago: it is the tag that was meant.
      const { id } = details["tag"] as NamedTag; // safe because this code always carries the tag that has the name
      return { ...(await api.change({ add: [id] })), created: false };
    }
  }

  return {
    pending,
    async add(tag: NamedTag): Promise<void> {
      if (!emit("before-add", { tag: { id: tag.id, name: tag.name } })) return;
      const send = () => api.change({ add: [tag.id] });
      await run({ kind: "add", tag }, tag.name, send, (answer) => done("added", tag, answer));
    },
    async create(name: string): Promise<void> {
      if (!emit("before-add", { tag: { id: null, name } })) return;
      const send = () => createOrApply(name);
      await run({ kind: "create", name }, name, send, ({ created, ...answer }) => {
        const [change] = answer.changes;
        const tag = answer.contacts.flatMap(({ tags }) => tags).find(({ id }) => id === change?.tagId);
        if (tag && created) emit("tag-created", { tag: named(tag) });
        done(created ? "created" : "added", tag, answer);
      });
    },
    async extend({ id, name, expiresAt }: SharedTag, to: ExpiryChange): Promise<void> {
      const send = () => api.extend(id, to);
      const days = "days" in to ? to.days * 86_400_000 : 0;
      const later = expiresAt && new Date(Date.parse(expiresAt) + days).toISOString();
      await run(
        { kind: "extend", id, expiresAt: to.by === "never" ? null : later },
        name,
        send,
        ({ changes, undo }) => {
          const takeBack = () =>
            run(null, name, undo, ({ leftAlone }) => notify({ kind: "undone", leftAlone }));
          if (changes.length > 0) notify({ kind: "saved", undo: takeBack });
        },
      );
    },
    async remove(tag: NamedTag): Promise<void> {
      const send = () => api.change({ remove: [tag.id] });
      await run({ kind: "remove", id: tag.id }, tag.name, send, (answer) => done("removed", tag, answer));
    },
  };
}
