import type { ListedTag } from "@tagdeck/core/tags/tag";
import { useQuery, useQueryClient } from "@tanstack/preact-query";
import { useEffect, useRef } from "preact/hooks";
import { useConsole } from "../shell/console.ts";
import { keepRows, tagRowsQuery } from "./queries.ts";

/** So many rows are asked for at a time, and so often at the most, in ms. */
const block = 100;
const pause = 80;
/** A list's first rows come with it and are kept a moment before it is said to be read, in ms. */
const leeway = 1_000;

type Shown = {
  ids: readonly number[];
  /** The rows on screen, and a few around them. */
  from: number;
  to: number;
  /** When the list was read, in epoch ms. */
  readAt: number;
};

/** The rows of a list near what is on screen: those not known, or read before the list was, are asked for. */
export function useTagRows({ ids, from, to, readAt }: Shown): (id: number) => ListedTag | undefined {
  const { slug, api } = useConsole();
  const queries = useQueryClient();
  const rows = useQuery(tagRowsQuery(queries, slug)).data;
  const asked = useRef(new Map<number, number>());
  const lastAsk = useRef(0);

  useEffect(() => {
    const isOld = (id: number) =>
      Math.max(rows.get(id)?.readAt ?? 0, asked.current.get(id) ?? 0) < readAt - leeway;
    if (!ids.slice(from, to).some(isOld)) return;
    const ask = () => {
      lastAsk.current = Date.now();
      // Where it is heading is not known; a little of both sides is soon there.
      const near = ids.slice(Math.max(0, from - block / 2), Math.max(to, from + block + block / 2));
      const wanted = near.filter(isOld);
      for (const id of wanted) asked.current.set(id, Date.now());
      api.tags.getMany.query({ ids: wanted }).then(
        (tags) => keepRows(queries, slug, tags),
        () => {
          for (const id of wanted) asked.current.delete(id);
        },
      );
    };
    const timer = setTimeout(ask, Math.max(0, lastAsk.current + pause - Date.now()));
    return () => clearTimeout(timer);
  }, [ids, from, to, rows, readAt, api, queries, slug]);

  return (id) => rows.get(id)?.tag;
}
