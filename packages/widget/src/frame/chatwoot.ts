import { parentSite, readTheme } from "./address.ts";
import { type ConnectHost, externalId, isRecord, type Shown } from "./host.ts";

const asking = "chatwoot-dashboard-app:fetch-info";

/** A dashboard app of Chatwoot: https://www.chatwoot.com/docs/product/others/dashboard-apps */
export const connectChatwoot: ConnectHost = (frame) => {
  const { window: view, origins, address } = frame;
  view.addEventListener("message", ({ source, origin, data }) => {
    if (source !== view.parent || !origins.includes(origin)) return;
    const shown = readAppContext(data, address.ownIds);
    if (!shown) return;
    frame.show(shown);
    frame.connected(origin);
  });
  // It also tells by itself when the frame has loaded, and with every other conversation.
  const site = parentSite(origins, view);
  for (const origin of site === null ? origins : [site]) view.parent.postMessage(asking, origin);
  return {};
};

/** The contact of the conversation on screen; null = the message says nothing of it. */
export function readAppContext(data: unknown, ownIds: boolean): Shown | null {
  if (typeof data !== "string") return null;
  let message: unknown;
  try {
    message = JSON.parse(data);
  } catch {
    return null;
  }
  if (!isRecord(message) || message["event"] !== "appContext" || !isRecord(message["data"])) return null;
  const { contact, conversation, theme } = message["data"];
  const meta = isRecord(conversation) ? conversation["meta"] : null;
  const sender = isRecord(meta) ? meta["sender"] : null;
  // The contact is read from Chatwoot's store, which may not hold it yet; the sender came with the conversation.
  const who = isRecord(contact) && contact["id"] !== undefined ? contact : sender;
  const { id = null, identifier = null } = isRecord(who) ? who : {};
  const own = ownIds ? externalId("", identifier) : [];
  const chosen = readTheme(theme);
  return { contacts: own.length > 0 ? own : externalId("chatwoot", id), ...(chosen && { theme: chosen }) };
}
