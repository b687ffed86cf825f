import { batch, signal } from "@preact/signals";
import type { ChangeResult } from "@tagdeck/core/assignments/change";
import type { Contact } from "@tagdeck/core/contacts/contact";
import { toProblem, type Problem } from "@tagdeck/ui/problem";
import type { ContactApi } from "./api.ts";
import { named, type NamedTag, type Pending } from "./chips.ts";
import type { Emit, Notice } from "./notice.ts";

export type ChangeHost = {
  api: ContactApi;
  emit: Emit;
  notify(notice: Notice): void;
  settle(next: Contact): void;
  report(error: unknown): Problem;
  settled(): void;
};

/** Adding, removing, creating and undoing: shown at once, taken back with the reason when it fails. */
export function createChanges({ api, emit, notify, settle, report, settled }: ChangeHost) {
  const pending = signal<readonly Pending[]>([]);
  // Changes go one after another, so that each answer shows the contact with all that came before it.
  let queue: Promise<void> = Promise.resolve();

  function run<Answer>(
    change: Pending | null,
    send: () => Promise<Answer>,
    accept: (answer: Answer) => void,
  ) {
    if (change) pending.value = [...pending.value, change];
    const finish = (then: () => void) =>
      batch(() => {
        pending.value = pending.value.filter((other) => other !== change);
        then();
      });
    queue = queue.then(send).then(
      (answer) => {
        finish(() => accept(answer));
        settled();
      },
      (error: unknown) => finish(() => notify({ kind: "failed", problem: report(error), contact: null })),
    );
    return queue;
  }

  // Told by what was done, not by comparing: the feed may have brought the outcome before the answer.
  const undo = (changes: ChangeResult["changes"], tag: NamedTag) => () =>
    run(
      null,
      () => api.undo(changes.map(({ seq }) => seq)),
      ({ contact }) => {
        settle(contact);
        for (const { kind } of changes)
          emit(kind === "added" ? "tag-removed" : "tag-added", { tag: named(tag) });
        notify({ kind: "undone" });
      },
    );

  async function createOrApply(name: string): Promise<ChangeResult & { created: boolean }> {
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
      await run(
        { kind: "add", tag },
        () => api.change({ add: [tag.id] }),
        ({ contact, changes }) => {
          settle(contact);
          if (changes.length === 0) return;
          emit("tag-added", { tag: named(tag) });
          notify({ kind: "added", name: tag.name, undo: undo(changes, tag) });
        },
      );
    },
    async create(name: string): Promise<void> {
      if (!emit("before-add", { tag: { id: null, name } })) return;
      await run(
        { kind: "create", name },
        () => createOrApply(name),
        ({ contact, changes, created }) => {
          settle(contact);
          const tag = contact.tags.find(({ id }) => changes.some(({ tagId }) => tagId === id));
          if (!tag) return;
          if (created) emit("tag-created", { tag: named(tag) });
          emit("tag-added", { tag: named(tag) });
          notify({ kind: created ? "created" : "added", name: tag.name, undo: undo(changes, tag) });
        },
      );
    },
    async remove(tag: NamedTag): Promise<void> {
      await run(
        { kind: "remove", id: tag.id },
        () => api.change({ remove: [tag.id] }),
        ({ contact, changes }) => {
          settle(contact);
          if (changes.length === 0) return;
          emit("tag-removed", { tag: named(tag) });
          notify({ kind: "removed", name: tag.name, undo: undo(changes, tag) });
        },
      );
    },
  };
}
