import type { PanelSession } from "@tagdeck/core/embed/session";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as contacts from "../contacts/store.ts";
import { anApi, publicUrl, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aStoredMember, aWorkspace, system, type TestWorkspace } from "../testing/fixtures.ts";
import { aSigningKey, hostOrigin } from "../testing/tokens.ts";

describeEachDatabase("a panel tried in the console", (database) => {
  let api: TestApi;
  let workspace: TestWorkspace;
  let admin: Record<string, string>;
  let kid: string;
  beforeAll(async () => {
    api = await anApi(database());
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
    admin = await api.signIn(await aStoredMember(workspace, "admin"), workspace.slug);
    ({ kid } = await aSigningKey(api, workspace));
  });
  afterAll(() => api.stop());

  const ask = (input: Record<string, unknown> = {}, headers = admin) =>
    api.call(
      "embed.testToken",
      { kid, origin: hostOrigin, externalId: "crm:1", role: "agent", ...input },
      headers,
    );
  async function exchange(token: string, page = publicUrl) {
    const answer = await api.post(
      "/embed/session",
      { workspace: workspace.slug, token: `${hostOrigin} ${token}` },
      { origin: page },
    );
    // safe because it is only read, and a wrong shape fails the test
    return { status: answer.status, body: (await answer.json()) as PanelSession & { code?: string } };
  }
  const tokenOf = async () => {
    const { data } = await ask();
    // safe because a wrong shape fails the test
    return (data as { token: string }).token;
  };

  it("opens like a host's, once, for the contact it names and no other", async () => {
    const [contact, other] = [await aContact(workspace), await aContact(workspace)];
    const { data } = await ask({ externalId: contact.external_id });
    // safe because a wrong shape fails the test
    const { token } = data as { token: string };
    const { status, body } = await exchange(token);
    expect([status, body.agent.role]).toEqual([200, "agent"]);
    const panel = { authorization: `Bearer ${body.session}`, origin: publicUrl };
    expect((await api.call("contacts.get", { contact: { id: contact.id } }, panel)).code).toBe("ok");
    expect((await api.call("contacts.get", { contact: { id: other.id } }, panel)).code).not.toBe("ok");
    expect((await exchange(token)).body.code).toBe("token_replayed");
    // What is known of the contact stays.
    const kept = await workspace.read(system, (ctx) => contacts.find(ctx, { id: contact.id }));
    expect(kept).toEqual(contact);
  });

  it("is good for a minute, and from the console's own page only", async () => {
    expect((await exchange(await tokenOf(), "https://evil.example.com")).body.code).toBe(
      "origin_not_allowed",
    );
    const token = await tokenOf();
    api.advance(90_000);
    expect((await exchange(token)).body.code).toBe("token_expired");
  });

  it("needs a live key whose secret is here, and an allowed origin", async () => {
    expect((await ask({ kid: "no such key" })).code).toBe("panel_key_not_found");
    expect((await ask({ origin: "https://other.example.com" })).code).toBe("origin_not_allowed");
    const { kid: foreign } = await aSigningKey(api, workspace, "ES256");
    expect((await ask({ kid: foreign })).code).toBe("panel_key_not_found");
    const agent = await api.signIn(await aStoredMember(workspace, "agent"), workspace.slug);
    expect((await ask({}, agent)).code).toBe("forbidden");
    expect((await ask({ role: "admin" })).code).toBe("invalid_input");
  });
});
