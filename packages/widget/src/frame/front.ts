import { contextUpdates } from "@frontapp/plugin-sdk";
import { parentSite } from "./address.ts";
import { contactsOf } from "./front-contacts.ts";
import type { ConnectHost } from "./host.ts";

/**
 * A sidebar plugin of Front: https://dev.frontapp.com/docs/plugin-overview. Its SDK makes the channel; what it hands
 * to the parent window is a port and nothing that could be overheard, and the page's policy lets only allowed sites be
 * the parent.
 */
export const connectFront: ConnectHost = (frame) => {
  const { origins, window: view, address } = frame;
  const site =
    parentSite(origins, view) ?? origins.find((origin) => /\.front(app|application)\.com$/.test(origin));
  let openUrl: ((url: string) => unknown) | null = null;
  contextUpdates.subscribe((context) => {
    openUrl = (url) => context.openUrl(url);
    const shown =
      "conversations" in context
        ? context.conversations
        : "conversation" in context
          ? [context.conversation]
          : [];
    frame.show({ contacts: contactsOf(shown, address.ownIds) });
    frame.connected(site ?? origins[0] ?? "");
  });
  // Plugins are in a sandbox that opens no windows.
  return { openUrl: (url) => void openUrl?.(url) };
};
