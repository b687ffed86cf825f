import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as contacts from "../contacts/store.ts";
import { anApi, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aContact, aMember, aTag, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { openStream } from "../testing/stream.ts";
import { aSigningKey, aToken, exchange, hostOrigin, type SigningKey } from "../testing/tokens.ts";
import { addPanelOrigin, removePanelOrigin, revokePanelKey } from "./keys.ts";

const owner = aMember("owner");

describeEachDatabase("a panel session", (database) => {
  let api: TestApi;
  let workspace: TestWorkspace;
  let key: SigningKey;
  beforeAll(async () => {
    api = await anApi(database());
  });
  afterAll(() => api.stop());

  async function aPlace() {
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
    key = await aSigningKey(api, workspace);
  }

  /** Headers of a session that a token with these claims was exchanged for. */
  async function aSession(claims: Record<string, unknown> = {}, signing = key) {
    const { status, body } = await exchange(api, workspace, await aToken(signing, claims));
    expect(status).toBe(200);
    return { authorization: `Bearer ${String(body["session"])}`, origin: hostOrigin };
  }

  describe("is bound", () => {
    beforeAll(aPlace);

    it("to its origin: a page of another one cannot use it, even one that is allowed", async () => {
      const session = await aSession();
      await workspace.write(owner, (ctx) => addPanelOrigin(ctx, "https://second.example.com"));
      for (const origin of ["https://evil.example.com", "https://second.example.com", "null"]) {
        const { code } = await api.call("tags.list", {}, { ...session, origin });
        expect(code).toBe("origin_not_allowed");
      }
      expect((await api.call("tags.list", {}, session)).code).toBe("ok");
    });

    it("to its workspace, whatever slug is asked for", async () => {
      const other = await aWorkspace(database(), { kernel: api.services.kernel });
      const session = { ...(await aSession()), "x-tagdeck-workspace": other.slug };
      const { data } = await api.call("workspace.get", {}, session);
      expect(data).toMatchObject({ slug: workspace.slug });
    });

    it("to its role", async () => {
      const viewer = await aSession({ role: "viewer" });
      const contact = { externalId: "crm:viewed" };
      expect((await api.call("tags.list", {}, viewer)).code).toBe("ok");
      expect((await api.call("assignments.change", { contact, add: [1] }, viewer)).code).toBe("forbidden");
    });

    it("to 15 minutes", async () => {
      const session = await aSession();
      api.advance(15 * 60_000 - 2_000);
      expect((await api.call("tags.list", {}, session)).code).toBe("ok");
      api.advance(2_000);
      expect(await api.call("tags.list", {}, session)).toMatchObject({
        status: 401,
        code: "session_expired",
      });
      api.advance(-15 * 60_000);
    });
  });

  describe("ends", () => {
    beforeAll(aPlace);

    it("when its key is revoked, and only then", async () => {
      const second = await aSigningKey(api, workspace);
      const [mine, other] = [await aSession(), await aSession({}, second)];
      await workspace.write(owner, (ctx) => revokePanelKey(ctx, key.kid));
      expect((await api.call("tags.list", {}, mine)).code).toBe("session_expired");
      expect((await api.call("tags.list", {}, other)).code).toBe("ok");
      key = second;
    });

    it("when its origin is taken from the list", async () => {
      const session = await aSession();
      await workspace.write(owner, (ctx) => removePanelOrigin(ctx, hostOrigin));
      expect((await api.call("tags.list", {}, session)).code).toBe("session_expired");
    });

    it.each([
      ["key", () => workspace.write(owner, (ctx) => revokePanelKey(ctx, key.kid))],
      ["origin", () => workspace.write(owner, (ctx) => removePanelOrigin(ctx, hostOrigin))],
    ])("with the %s while it listens: its stream hears nothing that came after", async (_, end) => {
      await aPlace();
      const stream = await openStream(api, workspace, await aSession());
      await end();
      await aTag(workspace, { name: "Secret" });
      await expect.poll(stream.ended, { timeout: 8_000 }).toBe(true);
      expect(stream.text()).toContain("session_expired");
      expect(stream.text()).not.toContain("Secret");
    });
  });

  describe("and the contact that was signed", () => {
    beforeAll(aPlace);

    const stored = (externalId: string) => workspace.read(owner, (ctx) => contacts.find(ctx, { externalId }));

    it("is shown but not stored until its first tag, and then stored as signed", async () => {
      const contact = {
        externalId: "crm:new",
        name: " Wang ",
        email: "Wang@Example.com",
        phone: "+886 2 1234",
        channel: "LINE",
        attributes: { plan: "gold", orders: 3, vip: true },
      };
      const session = await aSession({ contact });
      const ref = { contact: { externalId: "crm:new" } };
      const seen = await api.call("contacts.get", ref, session);
      expect(seen.data).toMatchObject({
        contact: { id: null, name: "Wang", email: "wang@example.com", tags: [] },
      });
      await api.call("contacts.history", ref, session);
      // Nothing to take away and nothing to undo: still no reason to store anybody.
      const tag = await aTag(workspace);
      expect((await api.call("assignments.change", { ...ref, remove: [tag.id] }, session)).code).toBe("ok");
      expect((await api.call("assignments.undo", { ...ref, seqs: [1] }, session)).code).toBe(
        "operation_not_found",
      );
      expect(await stored("crm:new")).toBeUndefined();

      const { data } = await api.call("assignments.change", { ...ref, add: [tag.id] }, session);
      expect(data).toMatchObject({
        contact: {
          externalId: "crm:new",
          name: "Wang",
          email: "wang@example.com",
          phone: "+886 2 1234",
          channel: "LINE",
          attributes: { plan: "gold", orders: "3", vip: "true" },
          tags: [{ id: tag.id }],
        },
      });
      expect(await stored("crm:new")).toMatchObject({ name: "Wang", name_key: "wang" });
    });

    it("stores nothing of an unknown contact when its first tag is refused", async () => {
      const session = await aSession();
      const change = { contact: { externalId: "crm:refused" }, add: [900_000_001] };
      expect((await api.call("assignments.change", change, session)).code).toBe("tag_not_found");
      expect(await stored("crm:refused")).toBeUndefined();
    });

    it("is brought up to date by the next token, once it is stored", async () => {
      const known = await aContact(workspace, {
        externalId: "crm:known",
        name: "Before",
        email: "a@example.com",
      });
      await aSession({ contact: { externalId: "crm:known", name: "After" } });
      const after = await stored("crm:known");
      // What the token leaves out stays; null and "" clear.
      expect(after).toMatchObject({ name: "After", name_key: "after", email: "a@example.com" });
      const changes = await workspace.read(owner, (ctx) =>
        ctx.db.selectFrom("change").select("kind").where("contact_id", "=", known.id).execute(),
      );
      expect(changes).toEqual([{ kind: "contact" }]);
      await aSession({ contact: { externalId: "crm:known", name: "After" } });
      expect((await stored("crm:known"))?.updated_at).toBe(after?.updated_at);
      await aSession({ contact: { externalId: "crm:known", email: null, name: "" } });
      expect(await stored("crm:known")).toMatchObject({ name: null, name_key: "", email: null });
    });

    it("gets nothing of what the page says beside the token", async () => {
      const session = await aSession({ contact: { externalId: "crm:one", name: "One" } });
      const tag = await aTag(workspace);
      const contact = { externalId: "crm:two", name: "Forged" };
      expect((await api.call("assignments.change", { contact, add: [tag.id] }, session)).code).toBe(
        "invalid_input",
      );
      const plain = { contact: { externalId: "crm:two" }, add: [tag.id] };
      expect((await api.call("assignments.change", plain, session)).data).toMatchObject({
        contact: { externalId: "crm:two", name: null, email: null },
      });
    });
  });

  describe("for some contacts", () => {
    beforeAll(aPlace);

    it("does not know any other, by either id, for any procedure", async () => {
      const mine = await aContact(workspace, { externalId: "crm:mine" });
      const other = await aContact(workspace, { externalId: "crm:other" });
      const tag = await aTag(workspace);
      const session = await aSession({ contacts: ["crm:mine", "crm:not-yet"] });
      const calls = (contact: object): [string, object][] => [
        ["contacts.get", { contact }],
        ["contacts.history", { contact }],
        ["feed.subscribe", { contact, cursor: "0.0" }],
        ["assignments.change", { contact, add: [tag.id] }],
        ["assignments.undo", { contact, seqs: [1] }],
      ];
      for (const contact of [{ id: other.id }, { externalId: "crm:other" }, { externalId: "crm:nobody" }]) {
        for (const [path, input] of calls(contact)) {
          expect([path, (await api.call(path, input, session)).code]).toEqual([path, "contact_not_found"]);
        }
      }
      for (const contact of [{ id: mine.id }, { externalId: "crm:mine" }, { externalId: "crm:not-yet" }]) {
        for (const [path, input] of calls(contact)) {
          const { code } = await api.call(path, input, session);
          expect([path, code]).toEqual([path, path === "assignments.undo" ? "operation_not_found" : "ok"]);
        }
      }
      expect((await api.call("feed.subscribe", {}, session)).code).toBe("forbidden");
      expect((await api.call("contacts.list", {}, session)).code).toBe("forbidden");
    });
  });
});
