import { Worker } from "node:worker_threads";
import type { Duplicates } from "@tagdeck/core/tags/duplicates";

export type Name = { id: number; name: string };
export type FinderOrder = { id: number; names: readonly Name[] };
export type FinderAnswer = { id: number; found: Duplicates[] } | { id: number; failed: string };

/** How long a thread that has nothing to do keeps its tables, in ms. */
const idle = 60_000;

type Finder = { worker: Worker; open: Map<number, PromiseWithResolvers<Duplicates[]>> };

let finder: Finder | undefined;
let timer: NodeJS.Timeout | undefined;
let serial = 0;

/** `findDuplicates` in a thread of its own: comparing names is work for a processor, whatever the database is. */
export function compareNames(names: readonly Name[]): Promise<Duplicates[]> {
  finder ??= start();
  const { worker, open } = finder;
  serial += 1;
  const waiting = Promise.withResolvers<Duplicates[]>();
  open.set(serial, waiting);
  clearTimeout(timer);
  worker.ref();
  worker.postMessage({ id: serial, names } satisfies FinderOrder);
  return waiting.promise;
}

function start(): Finder {
  const worker = new Worker(new URL("./duplicates-thread.ts", import.meta.url));
  const made: Finder = { worker, open: new Map() };
  worker.on("message", (answer: FinderAnswer) => {
    const waiting = made.open.get(answer.id);
    made.open.delete(answer.id);
    if ("found" in answer) waiting?.resolve(answer.found);
    else waiting?.reject(new Error(answer.failed));
    if (made.open.size === 0) rest(made);
  });
  worker.on("error", (error) => end(made, error));
  worker.on("exit", (code) => end(made, new Error(`the thread that compares names ended with code ${code}`)));
  return made;
}

function rest(made: Finder): void {
  made.worker.unref();
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (finder === made) finder = undefined;
    void made.worker.terminate();
  }, idle);
  timer.unref();
}

function end(made: Finder, error: Error): void {
  if (finder === made) finder = undefined;
  for (const { reject } of made.open.values()) reject(error);
  made.open.clear();
}
