import { expect } from "vitest";
import type { TestApi } from "./api.ts";
import { aContact, aTag, type TestWorkspace } from "./fixtures.ts";
import { head, soon } from "./subscriber.ts";

/** Follows a contact over HTTP from when it has heard of a first change on. */
export async function openStream(api: TestApi, workspace: TestWorkspace, headers: Record<string, string>) {
  const input = { contact: { id: (await aContact(workspace)).id }, cursor: await head(workspace) };
  const all = { ...headers, accept: "text/event-stream" };
  const response = await api.post("/trpc/feed.subscribe", input, all);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let ended = false;
  void (async () => {
    for (;;) {
      const { done = true, value = "" } = (await reader?.read()) ?? {};
      text += value;
      if (done) break;
    }
    ended = true;
  })();
  const { name } = await aTag(workspace);
  await expect.poll(() => text, soon).toContain(name);
  return { text: () => text, ended: () => ended };
}
