import { afterAll, beforeAll, expect, it } from "vitest";
import { changeTagsOfMany } from "../assignments/change-many.ts";
import { anApi, firstEvent, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aTag, aWorkspace, system, type TestWorkspace } from "../testing/fixtures.ts";
import { head } from "../testing/subscriber.ts";
import { aSigningKey, aToken, exchange, hostOrigin, type SigningKey } from "../testing/tokens.ts";

describeEachDatabase("the sessions of one stream", (database) => {
  let api: TestApi;
  let workspace: TestWorkspace;
  let key: SigningKey;
  beforeAll(async () => {
    api = await anApi(database());
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
    key = await aSigningKey(api, workspace);
  });
  afterAll(() => api.stop());

  async function aSession(contacts?: string[], at = { workspace, key }): Promise<string> {
    const { body } = await exchange(api, at.workspace, await aToken(at.key, { contacts }));
    return String(body["session"]);
  }

  /** Two panels, of a contact each, and what their stream says first: that both were given a tag. */
  async function listen(first: string, named: string, origin = hostOrigin, session = 1) {
    const [one, two] = [await aContact(workspace), await aContact(workspace)];
    const tag = await aTag(workspace);
    const cursor = await head(workspace);
    await workspace.write(system, (ctx) =>
      changeTagsOfMany(ctx, { contacts: [one, two].map(({ id }) => ({ id })), add: [tag.id], remove: [] }),
    );
    const follow = [{ contacts: [{ id: one.id }] }, { session, contacts: [{ id: two.id }] }];
    const headers = { authorization: `Bearer ${first}`, "x-tagdeck-sessions": named, origin };
    const stream = { ...headers, accept: "text/event-stream" };
    const answer = await firstEvent(await api.post("/trpc/feed.subscribe", { follow, cursor }, stream));
    return { ...answer, text: JSON.stringify(answer.data), ids: [one.external_id, two.external_id] };
  }

  it("are all heard, whatever else of their page is among them", async () => {
    const [first, second, third] = [await aSession(), await aSession(), await aSession()];
    const { code, text, ids } = await listen(first, `${second} ${third}`, hostOrigin, 2);
    expect(code).toBe("ok");
    for (const id of ids) expect(text).toContain(id);
  });

  it("are each as if alone: a wrong one is named, and nothing is heard", async () => {
    const session = await aSession();
    const elsewhere = await aWorkspace(database(), { kernel: api.services.kernel });
    const foreign = await aSession(undefined, {
      workspace: elsewhere,
      key: await aSigningKey(api, elsewhere),
    });
    const refusals: [string, string, string, number][] = [
      [session, "nonsense", "unauthenticated", 1],
      [session, `${session} ${"x".repeat(43)}`, "session_expired", 2],
      [session, `${session} ${foreign}`, "workspace_not_found", 2],
      [session, `${session} ${await aSession(["crm:another"])}`, "contact_not_found", 2],
      [session, "", "unauthenticated", 2],
      [session, Array.from({ length: 20 }, () => session).join(" "), "invalid_input", 20],
      ["x".repeat(43), session, "session_expired", 0],
    ];
    for (const [first, named, code, index] of refusals) {
      const answer = await listen(first, named, hostOrigin, 2);
      expect([answer.code, answer.details]).toMatchObject([code, { session: index }]);
    }
    const other = await listen(session, session, "https://elsewhere.example.com");
    expect([other.code, other.details]).toMatchObject(["origin_not_allowed", { session: 0 }]);
  });

  it("do not count where none is asked about", async () => {
    const { id } = await aContact(workspace);
    const cursor = await head(workspace);
    const tag = await aTag(workspace);
    await workspace.write(system, (ctx) =>
      changeTagsOfMany(ctx, { contacts: [{ id }], add: [tag.id], remove: [] }),
    );
    const headers = { authorization: `Bearer ${await aSession()}`, "x-tagdeck-sessions": "nonsense" };
    const { code, data } = await api.call("feed.subscribe", { contact: { id }, cursor }, headers);
    expect(code).toBe("ok");
    expect(data).toMatchObject({ contact: { id }, contacts: [] });
  });

  it("may be asked about a hundred contacts with the longest ids, and so may queries: by POST", async () => {
    const session = await aSession();
    const contacts = Array.from({ length: 100 }, (_, i) => ({ externalId: `crm:${i}:`.padEnd(200, "客") }));
    const headers = { authorization: `Bearer ${session}`, origin: hostOrigin };
    const response = await api.post("/trpc/contacts.getMany", { contacts }, headers);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      result: { data: { contacts: contacts.map(({ externalId }) => ({ id: null, externalId })) } },
    });
    const over = { contacts: [...contacts, { externalId: "crm:101" }] };
    expect((await api.post("/trpc/contacts.getMany", over, headers)).status).toBe(400);
    const asked = await api.request("/trpc/assignments.changeMany?input={}", { headers });
    expect(asked.status).toBe(405);
  });
});
