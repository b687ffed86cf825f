import { type ConnectHost, externalId, isRecord } from "./host.ts";

const leastHeight = 120;

/**
 * An app of Zendesk's ticket sidebar. It speaks the messages of the Zendesk App Framework as its public SDK does
 * (https://github.com/zendesk/zendesk_app_framework_sdk); Zendesk publishes no package of it. Which agent it is says
 * the signature that the server has checked, never a message.
 */
export const connectZendesk: ConnectHost = (frame) => {
  const { window: view, origins, address } = frame;
  const { origin, appGuid } = address;
  if (origin === null || appGuid === null || !origins.includes(origin)) return {};
  const asked = new Map<number, (result: Readonly<Record<string, unknown>>) => void>();
  let lastId = 0;
  let registered = false;
  let height = leastHeight;

  const send = (message: Readonly<Record<string, unknown>>) =>
    view.parent.postMessage(JSON.stringify({ ...message, appGuid, instanceGuid: appGuid }), origin);
  const post = (key: string, message: Readonly<Record<string, unknown>>) => send({ key, message });

  function get(path: string): Promise<unknown> {
    return new Promise((resolve) => {
      const id = ++lastId;
      asked.set(id, (result) => resolve(result[path]));
      send({ id, request: "get", params: [path] });
    });
  }

  async function showRequester(): Promise<void> {
    const requester = await get("ticket.requester");
    const { id = null, externalId: own = null } = isRecord(requester) ? requester : {};
    const ownId = address.ownIds ? externalId("", own) : [];
    frame.show({ contacts: ownId.length > 0 ? ownId : externalId("zendesk", id) });
    frame.connected(origin ?? "");
  }

  view.addEventListener("message", (event) => {
    if (event.source !== view.parent || event.origin !== origin) return;
    const message = readMessage(event.data);
    if (!message) return;
    const { id, key, result } = message;
    if (typeof id === "number") {
      asked.get(id)?.(isRecord(result) ? result : {});
      asked.delete(id);
    } else if (key === "zaf.app.registered") {
      registered = true;
      resize();
      post("iframe.on:ticket.requester.id.changed", { subscriberCount: 1 });
      void showRequester();
    } else if (key === "zaf.ticket.requester.id.changed") void showRequester();
  });
  post("iframe.handshake", { version: "2.0.0" });

  // Zendesk gives an app 80 px until it asks for more, and hears nothing before it has registered it.
  function resize(): void {
    if (!registered) return;
    const size = { width: "100%", height: `${height}px` };
    send({ id: ++lastId, request: "invoke", params: { resize: [size] } });
  }

  return {
    resize(next) {
      height = Math.max(next, leastHeight);
      resize();
    },
  };
};

function readMessage(data: unknown): Readonly<Record<string, unknown>> | null {
  try {
    const message: unknown = typeof data === "string" ? JSON.parse(data) : data;
    return isRecord(message) ? message : null;
  } catch {
    return null;
  }
}
