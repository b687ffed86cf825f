/** A version of the panel that stays as it is, and its hash. */
export type PinnedPanel = { path: string; integrity: string };

/** What a host's page holds to show the panel: the newest of the major, or one version for good. */
export function embedSnippet(origin: string, workspace: string, pinned: PinnedPanel | null = null): string {
  const script = pinned
    ? `<script
  src="${origin}${pinned.path}"
  integrity="${pinned.integrity}"
  crossorigin="anonymous"
  async
></script>`
    : `<script src="${origin}/embed/v1/tagdeck.js" async></script>`;
  return `${script}

<tagdeck-panel
  workspace="${workspace}"
  contact="crm:123"
  token-endpoint="/api/tagdeck-token"
></tagdeck-panel>`;
}

/** What the host's content security policy has to allow, in the element and in a frame. */
export function cspLines(origin: string): string {
  return `script-src ${origin};\nconnect-src ${origin};`;
}

export function frameCspLines(origin: string): string {
  return `frame-src ${origin};`;
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

export const frameHosts = ["chatwoot", "front", "zendesk"] as const;
export type FrameHost = (typeof frameHosts)[number];

/** The address of the panel's page for a console that only takes a frame. */
export function frameAddress(origin: string, workspace: string, host: FrameHost | "generic"): string {
  return `${origin}/embed/frame?workspace=${workspace}&host=${host}`;
}

/** A frame in a page of one's own, and how it is told which contact is on screen. */
export function frameSnippet(origin: string, workspace: string): string {
  return `<iframe id="tags" title="Tags" src="${frameAddress(origin, workspace, "generic")}"></iframe>
<script src="${origin}/embed/v1/frame-host.js"></script>
<script>
  const panel = TagdeckFrame.connect(document.getElementById("tags"), {
    origin: "${origin}",
    contact: "crm:123",
    // Without it, agents sign in to Tagdeck in the panel.
    getToken: ({ contact }) =>
      fetch("/api/tagdeck-token?contact=" + encodeURIComponent(contact)).then((answer) => answer.text()),
  });
  // When another conversation opens: panel.update({ contact: "crm:456" });
</script>`;
}

/** The manifest of a private Zendesk app that shows the panel beside a ticket. */
export function zendeskManifest(origin: string, workspace: string): string {
  const url = frameAddress(origin, workspace, "zendesk");
  return JSON.stringify(
    {
      name: "Tagdeck",
      author: { name: "Your company", email: "admin@example.com" },
      defaultLocale: "en",
      private: true,
      location: { support: { ticket_sidebar: { url, flexible: true } } },
      signedUrls: true,
      version: "1.0.0",
      frameworkVersion: "2.0",
    },
    null,
    2,
  );
}
