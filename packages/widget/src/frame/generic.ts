import type { GetToken } from "../host-api.ts";
import { parentSite } from "./address.ts";
import type { ConnectHost } from "./host.ts";
import { type FrameMessage, type Hello, readGreeting, readHostMessage } from "./protocol.ts";
import { randomName } from "./random-name.ts";

const patienceMs = 30_000;

type Asked = {
  resolve(token: string): void;
  reject(error: Error): void;
  timer: ReturnType<typeof setTimeout>;
};

/** A host that speaks our own protocol: it takes up a channel once, and from then on only that is listened to. */
export const connectGeneric: ConnectHost = (frame) => {
  const { window: view, origins } = frame;
  const nonce = randomName();
  const asked = new Map<number, Asked>();
  let port: MessagePort | null = null;
  let lastId = 0;
  let height: number | null = null;

  function hello(origin: string): void {
    const message: Hello = { tagdeck: 1, type: "hello", nonce };
    view.parent.postMessage(message, origin);
  }
  const post = (message: FrameMessage) => port?.postMessage(message);

  const getToken: GetToken = ({ contact, contacts }) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      const timer = setTimeout(() => answer(id, null), patienceMs);
      asked.set(id, { resolve, reject, timer });
      post({ type: "token-request", id, contact, contacts });
    });

  function answer(id: number, token: string | null): void {
    const waiting = asked.get(id);
    asked.delete(id);
    clearTimeout(waiting?.timer);
    if (token === null) waiting?.reject(new Error("The host gave no token."));
    else waiting?.resolve(token);
  }

  function hear(data: unknown): void {
    const message = readHostMessage(data);
    if (message?.type === "update") frame.show(message.shown);
    else if (message?.type === "token") answer(message.id, message.token);
    else if (message) frame[message.type]();
  }

  view.addEventListener("message", ({ source, origin, data, ports }) => {
    if (source !== view.parent || !origins.includes(origin) || port) return;
    const greeting = readGreeting(data);
    if (greeting?.type === "call") return hello(origin);
    const [given] = ports;
    if (greeting?.type !== "connect" || greeting.nonce !== nonce || !given) return;
    port = given;
    port.onmessage = (event) => hear(event.data);
    frame.show(greeting.shown);
    frame.connected(origin, greeting.signs ? getToken : undefined);
    post({ type: "ready" });
    resize();
  });
  // A browser that says which site it is spares the others' complaints in its console.
  const site = parentSite(origins, view);
  for (const origin of site === null ? origins : [site]) hello(origin);

  function resize(): void {
    if (height !== null) post({ type: "resize", height });
  }

  return {
    resize(next) {
      height = next;
      resize();
    },
    tell: (name, detail) => post({ type: "event", name, detail }),
  };
};
