import type { EndingTag } from "@tagdeck/core/assignments/ending";
import type { AppliedChange } from "@tagdeck/core/assignments/change";
import type { ExpiryChange } from "@tagdeck/core/assignments/inputs";
import type { InfiniteData, QueryClient } from "@tanstack/preact-query";
import type { Api } from "../api/client.ts";
import { lifeAfter, type Life } from "./life.ts";
import { endingKey, type EndingPage } from "./queries.ts";

/** What can be done in the list of what runs out soon. It shows at once and goes back when the server refuses. */
export function createEndingModel(api: Api, queries: QueryClient, slug: string) {
  const queryKey = endingKey(slug);
  const again = () => void queries.invalidateQueries({ queryKey });

  function show(changed: EndingTag, life: Life): void {
    const isIt = ({ contact, tag }: EndingTag) =>
      contact.id === changed.contact.id && tag.id === changed.tag.id;
    queries.setQueriesData<InfiniteData<EndingPage>>({ queryKey }, (data) => {
      if (!data) return data;
      const pages = data.pages.map((page) => ({
        ...page,
        items: page.items.map((one) => (isIt(one) ? { ...one, tag: { ...one.tag, ...life } } : one)),
      }));
      return { ...data, pages };
    });
  }

  return {
    async extend(one: EndingTag, to: ExpiryChange, timeZone: string): Promise<AppliedChange[]> {
      await queries.cancelQueries({ queryKey });
      const { expiresAt, expiry } = one.tag;
      show(one, lifeAfter(one.tag, to, timeZone));
      try {
        const contact = { id: one.contact.id };
        return (await api.assignments.extend.mutate({ contact, tagIds: [one.tag.id], to })).changes;
      } catch (error) {
        show(one, { expiresAt, expiry });
        throw error;
      } finally {
        again();
      }
    },
    async undo({ contact: { id } }: EndingTag, changes: readonly AppliedChange[]): Promise<void> {
      await api.assignments.undo.mutate({ contact: { id }, seqs: changes.map(({ seq }) => seq) });
      again();
    },
  };
}

/** What runs out, by the instant at which it does, the earliest first. */
export function byEnd<T extends { expiresAt: string | null }>(all: readonly T[]): [string, T[]][] {
  const ends = [...Map.groupBy(all, ({ expiresAt }) => expiresAt)];
  return ends
    .flatMap(([at, some]): [string, T[]][] => (at === null ? [] : [[at, some]]))
    .sort(([a], [b]) => Date.parse(a) - Date.parse(b));
}
