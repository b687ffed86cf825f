import { expect, it, vi } from "vitest";
import { createWire } from "./wire.ts";

const answering = (make: () => Response) => createWire("http://tags.test", async () => make());
const never = new AbortController().signal;

/** A stream that arrives in these pieces, and as bytes, so that a character may be torn. */
function streamOf(text: string, pieceBytes: number): Response {
  const bytes = new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += pieceBytes)
        controller.enqueue(bytes.slice(at, at + pieceBytes));
      controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

it.each([1, 3, 7, 1_000])("reads a stream whose pieces are %i bytes long", async (size) => {
  const heard: unknown[] = [];
  const text =
    'event: connected\ndata: {"reconnectAfterInactivityMs":40000}\n\n' +
    "event: ping\ndata: \n\n" +
    'data: {"name":"換貨"}\nid: 4.2~k\n\nid: 5\ndata: {"n":2}\n\ndata: {"torn":';
  const wire = answering(() => streamOf(text, size));
  await wire.listen(
    "feed.subscribe",
    {},
    ["s1", "s2"],
    { onOpen: () => heard.push("open"), onMessage: (id, data) => heard.push([id, data]) },
    never,
  );
  expect(heard).toEqual(["open", ["4.2~k", { name: "換貨" }], ["5", { n: 2 }]]);
});

it("throws what the server says within the stream", async () => {
  const error = { message: "session_expired", data: { domainCode: "session_expired", details: {} } };
  const wire = answering(() => streamOf(`event: serialized-error\ndata: ${JSON.stringify(error)}\n\n`, 50));
  const listener = { onOpen: vi.fn(), onMessage: vi.fn() };
  await expect(wire.listen("feed.subscribe", {}, ["s1"], listener, never)).rejects.toMatchObject({
    code: "session_expired",
  });
  expect(listener.onMessage).not.toHaveBeenCalled();
});

it("gives up a line on which nothing is heard for longer than the server said", async () => {
  vi.useFakeTimers();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) =>
      controller.enqueue(
        new TextEncoder().encode('event: connected\ndata: {"reconnectAfterInactivityMs":40000}\n\n'),
      ),
  });
  const wire = createWire("http://tags.test", async (_, init) => {
    const aborted = new TransformStream<Uint8Array, Uint8Array>();
    body.pipeTo(aborted.writable, init?.signal ? { signal: init.signal } : {}).catch(() => {});
    return new Response(aborted.readable);
  });
  const onOpen = vi.fn();
  const listening = wire.listen("feed.subscribe", {}, ["s1"], { onOpen, onMessage: () => {} }, never);
  const failed = expect(listening).rejects.toThrow();
  await vi.waitFor(() => expect(onOpen).toHaveBeenCalled());
  await vi.advanceTimersByTimeAsync(41_000);
  await failed;
  vi.useRealTimers();
});

it.each([
  ["a proxy's page", () => new Response("<h1>Bad gateway</h1>", { status: 502 }), "internal"],
  ["an empty answer", () => new Response(null, { status: 200 }), "internal"],
  [
    "a refusal",
    () => Response.json({ error: { data: { domainCode: "forbidden", details: {} } } }, { status: 403 }),
    "forbidden",
  ],
])("reads %s as a problem", async (_, make, code) => {
  const call = answering(make).query("tags", "suggest", { query: "" }, never);
  await expect(call).rejects.toMatchObject({ code });
});

it("tells for how long a proxy asks to wait", async () => {
  const busy = () => new Response("<h1>Busy</h1>", { status: 429, headers: { "retry-after": "12" } });
  await expect(answering(busy).query("tags", "get", { id: 1 }, never)).rejects.toMatchObject({
    code: "rate_limited",
    details: { seconds: 12 },
  });
});
