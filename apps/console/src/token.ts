import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import type { DemoAgent } from "./agents.ts";
import type { DemoContact } from "./contacts.ts";

/** A panel key, as Tagdeck's settings page shows it once: its id, and the secret that never leaves your server. */
export type PanelKey = { kid: string; secret: string };

// Ten minutes is the longest Tagdeck accepts. A token is exchanged at once and only once, so two are plenty.
const lifetime = "2m";

/** Who is on screen: one contact, or several that are to be changed together. */
export type OnScreen = readonly [first: DemoContact, ...others: DemoContact[]];

/**
 * Says to Tagdeck: this person is signed in with us, may do this much, and is looking at these contacts.
 * Tagdeck believes every word of it, so put nothing in that came from the browser.
 */
export function signPanelToken(
  { kid, secret }: PanelKey,
  { agent, contacts }: { agent: DemoAgent; contacts: OnScreen },
): Promise<string> {
  return new SignJWT({
    name: agent.name,
    role: agent.role,
    // Without `contacts` the session could open every contact of the workspace.
    contacts: contacts.map(({ externalId }) => externalId),
    // What the panel shows, and what Tagdeck stores once the contact gets its first tag. A token describes one.
    contact: contacts[0],
  })
    .setProtectedHeader({ alg: "HS256", kid })
    .setAudience("tagdeck-embed")
    .setSubject(agent.id)
    .setIssuedAt()
    .setExpirationTime(lifetime)
    .setJti(randomUUID())
    .sign(new TextEncoder().encode(secret));
}
