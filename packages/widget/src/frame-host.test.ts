import { afterEach, expect, it, vi } from "vitest";
import { connect, type FrameOptions } from "./frame-host.ts";

const origin = "https://tags.example.com";
const handles: { destroy(): void }[] = [];
afterEach(() => handles.splice(0).forEach((handle) => handle.destroy()));

type Posted = { message: Record<string, unknown>; to: string; port: MessagePort | undefined };

/** A frame that has loaded its page; what the page hears on its end of the last channel. */
function aHost(options: Partial<FrameOptions> = {}) {
  const posted: Posted[] = [];
  const heard: unknown[] = [];
  const contentWindow = {
    postMessage(message: Record<string, unknown>, to: string, [port]: MessagePort[] = []) {
      posted.push({ message, to, port });
      if (port) port.onmessage = ({ data }) => void heard.push(data);
    },
  };
  const iframe = { contentWindow, contentDocument: null, style: { height: "" }, focus: vi.fn() };
  // safe because the module uses nothing else of the element
  const handle = connect(iframe as unknown as HTMLIFrameElement, { origin, contact: "crm:1", ...options });
  handles.push(handle);
  const say = (data: unknown, from: { source?: unknown; origin?: string } = {}) =>
    dispatchEvent(Object.assign(new Event("message"), { data, source: contentWindow, origin, ...from }));
  const hello = (nonce = "n1") => say({ tagdeck: 1, type: "hello", nonce });
  return {
    handle,
    iframe,
    posted,
    heard,
    say,
    hello,
    port: () => posted.at(-1)?.port ?? expect.fail("no channel"),
  };
}

it("asks a frame that was there first, and takes up its hello by the exact origin", () => {
  const { posted, hello } = aHost({ theme: "dark" });
  expect(posted).toMatchObject([{ message: { tagdeck: 1, type: "call" }, to: origin }]);
  hello();
  expect(posted[1]).toMatchObject({
    message: { tagdeck: 1, type: "connect", nonce: "n1", signs: false, contact: "crm:1", theme: "dark" },
    to: origin,
  });
  expect(posted[1]?.port).toBeDefined();
});

it("leaves alone what comes from elsewhere, and what it does not know", () => {
  const { posted, say } = aHost();
  const hello = { tagdeck: 1, type: "hello", nonce: "n1" };
  say(hello, { origin: "https://evil.example.com" });
  say(hello, { source: {} });
  for (const noise of [null, "hello", { type: "hello" }, { tagdeck: 1, type: "event" }]) say(noise);
  expect(posted).toHaveLength(1);
});

it("says what changes, and all of it to a frame that has loaded anew", async () => {
  const { handle, hello, heard, posted } = aHost();
  hello();
  handle.update({ contact: ["crm:2", "crm:3"] });
  handle.update({ contact: null, locale: "ja" });
  handle.refresh();
  handle.focus();
  await vi.waitFor(() =>
    expect(heard).toEqual([
      { type: "update", contact: ["crm:2", "crm:3"] },
      { type: "update", contact: null, locale: "ja" },
      { type: "refresh" },
      { type: "focus" },
    ]),
  );
  hello("n2");
  expect(posted.at(-1)?.message).toMatchObject({ nonce: "n2", contact: null, locale: "ja" });
});

it("answers for the host's server, or says that it does not", async () => {
  const getToken = vi
    .fn<NonNullable<FrameOptions["getToken"]>>()
    .mockResolvedValueOnce("a.b.c")
    .mockRejectedValueOnce(new Error("signed out"));
  const { hello, port, heard, posted } = aHost({ getToken });
  hello();
  expect(posted.at(-1)?.message).toMatchObject({ signs: true });
  const request = { contact: "crm:1", contacts: ["crm:1"] };
  port().postMessage({ type: "token-request", id: 1, ...request });
  port().postMessage({ type: "token-request", id: 2, ...request });
  await vi.waitFor(() => expect(heard).toHaveLength(2));
  expect(heard).toEqual([
    { type: "token", id: 1, token: "a.b.c" },
    { type: "token", id: 2, error: "Error: signed out" },
  ]);
  expect(getToken).toHaveBeenCalledWith(request);
});

it("passes events on, and makes the frame as high as the panel unless told not to", async () => {
  const onEvent = vi.fn<(name: string, detail: unknown) => void>();
  const { hello, port, iframe } = aHost({ onEvent });
  hello();
  port().postMessage({ type: "ready" });
  port().postMessage({ type: "event", name: "ready", detail: { v: 1 } });
  port().postMessage({ type: "resize", height: 240 });
  await vi.waitFor(() => expect(iframe.style.height).toBe("240px"));
  expect(onEvent.mock.calls).toEqual([["ready", { v: 1 }]]);
  const fixed = aHost({ autoHeight: false, onEvent });
  fixed.hello();
  fixed.port().postMessage({ type: "resize", height: 240 });
  fixed.port().postMessage({ type: "event", name: "change", detail: {} });
  await vi.waitFor(() => expect(onEvent).toHaveBeenCalledTimes(2));
  expect(fixed.iframe.style.height).toBe("");
});

it("hears nothing more once it is gone", () => {
  const { handle, hello, posted } = aHost();
  handle.destroy();
  hello();
  expect(posted).toHaveLength(1);
});
