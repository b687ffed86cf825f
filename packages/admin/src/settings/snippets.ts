/** What a host's page holds to show the panel. */
export function embedSnippet(origin: string, workspace: string): string {
  return `<script src="${origin}/embed/v1/tagdeck.js" async></script>

<tagdeck-panel
  workspace="${workspace}"
  contact="crm:123"
  token-endpoint="/api/tagdeck-token"
></tagdeck-panel>`;
}

/** A Node endpoint that signs the panel's token, with jose. */
export function signingExample(kid: string): string {
  return `import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";

const secret = new TextEncoder().encode(process.env.TAGDECK_PANEL_SECRET);

// GET /api/tagdeck-token?contact=… answers { token } to the agent who is signed in.
export async function tagdeckToken(agent, contact) {
  return await new SignJWT({
    name: agent.name,
    role: "agent", // or "viewer"
    contacts: [contact.id], // without it, the session could open every contact
    contact: { externalId: contact.id, name: contact.name, email: contact.email },
  })
    .setProtectedHeader({ alg: "HS256", kid: "${kid}" })
    .setAudience("tagdeck-embed")
    .setSubject(agent.id)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime("2m")
    .sign(secret);
}`;
}
