import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anApi, publicUrl, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import {
  aContact,
  aMember,
  aStoredMember,
  aTag,
  aWorkspace,
  system,
  type TestWorkspace,
} from "../testing/fixtures.ts";
import { allow, aMembersFrame, claim, exchangeInFrame, site } from "../testing/frames.ts";
import { openStream } from "../testing/stream.ts";
import { aSigningKey, aToken, hostOrigin } from "../testing/tokens.ts";
import { removePanelOrigin } from "./keys.ts";

const owner = aMember("owner");
const hour = 3_600_000;

describeEachDatabase("the panel in a frame", (database) => {
  let api: TestApi;
  let workspace: TestWorkspace;
  beforeAll(async () => {
    api = await anApi(database());
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
    await allow(workspace);
  });
  afterAll(() => api.stop());
  const list = async (headers: Record<string, string>) => (await api.call("tags.list", {}, headers)).code;

  async function aSession(role: "viewer" | "agent" | "admin" | "owner", at = workspace) {
    const frame = await aMembersFrame(api, at, role);
    const { body, headers } = await exchangeInFrame(api, at, frame.grant);
    return { ...frame, body, session: headers };
  }

  async function memberId(at: TestWorkspace, userId: string): Promise<number> {
    const rows = await at.read(system, (ctx) =>
      ctx.db.selectFrom("member").select("id").where("user_id", "=", userId).execute(),
    );
    return rows[0]?.id ?? 0;
  }

  describe("opened by a member", () => {
    it("acts as the member: the same person in history as in the console, by the source agent", async () => {
      const { member, session, headers, body } = await aSession("admin");
      expect(body["agent"]).toEqual({ id: member.id, name: "The admin", role: "admin" });
      const contact = { externalId: "chatwoot:1" };
      const [one, two] = [await aTag(workspace), await aTag(workspace)];
      await api.call("assignments.change", { contact, add: [one.id] }, session);
      await api.call("assignments.change", { contact, add: [two.id] }, headers);
      const { data } = await api.call("contacts.history", { contact }, headers);
      expect(data).toMatchObject({
        items: [
          { actor: { kind: "member", name: "The admin" }, source: "admin" },
          { actor: { kind: "member", name: "The admin" }, source: "agent" },
        ],
      });
      const actors = await workspace.read(system, (ctx) =>
        ctx.db.selectFrom("actor").select("id").where("ref", "=", member.id).execute(),
      );
      expect(actors).toHaveLength(1);
    });

    it("stores an unknown contact by its id alone", async () => {
      const { session } = await aSession("agent");
      const contact = { externalId: "chatwoot:77" };
      expect(await api.call("contacts.get", { contact }, session)).toMatchObject({
        code: "ok",
        data: { contact: { id: null, name: null, email: null } },
      });
      const { data } = await api.call(
        "assignments.change",
        { contact, add: [(await aTag(workspace)).id] },
        session,
      );
      expect(data).toMatchObject({
        contact: { externalId: "chatwoot:77", name: null, email: null, attributes: {} },
      });
    });

    it("may what the member may, as far as a panel goes", async () => {
      const may = async (role: "viewer" | "agent" | "admin" | "owner") =>
        (await aSession(role)).body["permissions"];
      const agent = ["tags.read", "tags.apply", "tags.extend", "tags.create", "contacts.read", "undo.own"];
      const admin = [...agent, "tags.edit", "tags.delete", "undo.any"];
      const sorted = (list: unknown) => (Array.isArray(list) ? list.map(String).toSorted() : list);
      expect(sorted(await may("viewer"))).toEqual(["contacts.read", "tags.read"]);
      expect(sorted(await may("agent"))).toEqual(agent.toSorted());
      expect(sorted(await may("admin"))).toEqual(admin.toSorted());
      expect(sorted(await may("owner"))).toEqual(admin.toSorted());
      const { session } = await aSession("owner");
      for (const path of ["embed.get", "members.list"]) {
        expect([path, (await api.call(path, {}, session)).code]).toEqual([path, "forbidden"]);
      }
    });

    it("follows the member's role at each request", async () => {
      const { member, session } = await aSession("agent");
      const tag = await aTag(workspace);
      const change = async () => {
        const contact = { externalId: "chatwoot:2" };
        return (await api.call("assignments.change", { contact, add: [tag.id] }, session)).code;
      };
      expect(await change()).toBe("ok");
      const id = await memberId(workspace, member.id);
      const setRole = (role: string) =>
        workspace.write(system, (ctx) =>
          ctx.db.updateTable("member").set({ role }).where("id", "=", id).execute(),
        );
      await setRole("viewer");
      expect(await change()).toBe("forbidden");
      await setRole("admin");
      expect((await api.call("tags.update", { id: tag.id, color: "#112233" }, session)).code).toBe("ok");
    });

    it("ends with the membership, and a frame cannot go on", async () => {
      const { member, session, grant, headers } = await aSession("agent");
      const boss = await api.signIn(await aStoredMember(workspace, "owner"), workspace.slug);
      const streams = [await openStream(api, workspace, session), await openStream(api, workspace, headers)];
      await api.call("members.remove", { id: await memberId(workspace, member.id) }, boss);
      expect(await list(session)).toBe("session_expired");
      for (const stream of streams) await expect.poll(stream.ended, { timeout: 8_000 }).toBe(true);
      expect(streams.map((stream) => /session_expired|workspace_not_found/.exec(stream.text())?.[0])).toEqual(
        ["session_expired", "workspace_not_found"],
      );
      expect((await exchangeInFrame(api, workspace, grant)).body["code"]).toBe("session_expired");
    });

    it("ends with the sign-in to the console that it was opened from", async () => {
      const { session, grant, headers } = await aSession("agent");
      expect(await list(session)).toBe("ok");
      await api.post("/auth/sign-out", {}, headers);
      expect(await list(session)).toBe("session_expired");
      expect((await exchangeInFrame(api, workspace, grant)).body["code"]).toBe("session_expired");
    });

    it("ends when its site is taken from the list, at once", async () => {
      const there = await aWorkspace(database(), { kernel: api.services.kernel });
      await allow(there);
      const { session, grant } = await aSession("agent", there);
      await there.write(owner, (ctx) => removePanelOrigin(ctx, site));
      expect(await list(session)).toBe("session_expired");
      expect((await exchangeInFrame(api, there, grant)).body["code"]).toBe("origin_not_allowed");
      await allow(there);
      expect((await exchangeInFrame(api, there, grant)).body["code"]).toBe("session_expired");
    });

    it("lasts twelve hours, by sessions of a quarter of one", async () => {
      const { session, grant } = await aSession("agent");
      api.advance(15 * 60_000);
      expect(await list(session)).toBe("session_expired");
      api.advance(11 * hour + 40 * 60_000);
      const last = await exchangeInFrame(api, workspace, grant);
      expect(await list(last.headers)).toBe("ok");
      api.advance(5 * 60_000);
      expect(await list(last.headers)).toBe("session_expired");
      expect((await exchangeInFrame(api, workspace, grant)).body["code"]).toBe("session_expired");
      api.advance(-12 * hour);
    });
  });

  describe("the code between window and frame", () => {
    async function aCode() {
      const { headers } = await aMembersFrame(api, workspace, "agent");
      const { data } = await api.call("embed.openFrame", { origin: site }, headers);
      return (data as { code: string }).code; // safe because a wrong shape fails the test
    }

    it("is good once, at its site, in its workspace, for two minutes", async () => {
      const code = await aCode();
      const other = await aWorkspace(database(), { kernel: api.services.kernel });
      await allow(other);
      expect((await claim(api, workspace, code, "https://evil.example.com")).body["code"]).toBe(
        "token_invalid",
      );
      expect((await claim(api, other, code)).body["code"]).toBe("token_invalid");
      expect((await claim(api, workspace, code)).status).toBe(200);
      expect((await claim(api, workspace, code)).body["code"]).toBe("token_invalid");
      const late = await aCode();
      api.advance(2 * 60_000 + 1);
      expect((await claim(api, workspace, late)).body["code"]).toBe("token_invalid");
      api.advance(-2 * 60_000 - 1);
    });

    it("is no grant, and a grant is no session and no code", async () => {
      const code = await aCode();
      expect((await exchangeInFrame(api, workspace, code)).body["code"]).toBe("session_expired");
      const { grant } = await aMembersFrame(api, workspace, "agent");
      expect(await list({ authorization: `Bearer ${grant}`, origin: publicUrl })).toBe("session_expired");
      expect((await claim(api, workspace, grant)).body["code"]).toBe("token_invalid");
    });

    it("is taken up by our own page only", async () => {
      const body = { workspace: workspace.slug, code: await aCode(), origin: site };
      for (const origin of [site, "https://evil.example.com", "null"]) {
        const { status } = await api.post("/embed/grant", body, { origin });
        expect([origin, status]).toEqual([origin, 403]);
      }
      const preflight = await api.request("/embed/grant", { method: "OPTIONS", headers: { origin: site } });
      expect(preflight.headers.get("access-control-allow-origin")).toBeNull();
    });

    it("is given for sites of the list only", async () => {
      const { headers } = await aMembersFrame(api, workspace, "agent");
      const origin = "https://evil.example.com";
      expect((await api.call("embed.openFrame", { origin }, headers)).code).toBe("origin_not_allowed");
    });
  });

  describe("at a site whose server signs", () => {
    it("is bound to that site and to our own page", async () => {
      const key = await aSigningKey(api, workspace);
      const contact = await aContact(workspace);
      const claims = { contacts: [contact.external_id] };
      const opened = await exchangeInFrame(api, workspace, await aToken(key, claims), hostOrigin);
      expect(opened.status).toBe(200);
      expect(await list(opened.headers)).toBe("ok");
      expect(await list({ ...opened.headers, origin: hostOrigin })).toBe("origin_not_allowed");
      const elsewhere = { contact: { externalId: "crm:elsewhere" } };
      expect((await api.call("contacts.get", elsewhere, opened.headers)).code).toBe("contact_not_found");
      await workspace.write(owner, (ctx) => removePanelOrigin(ctx, hostOrigin));
      expect(await list(opened.headers)).toBe("session_expired");
    });

    it("needs a site of the list, and takes a frame's word for it from our own page only", async () => {
      const key = await aSigningKey(api, workspace);
      const refused = async (from: string, page: string) =>
        (await exchangeInFrame(api, workspace, await aToken(key), from, page)).body["code"];
      expect(await refused("https://evil.example.com", publicUrl)).toBe("origin_not_allowed");
      expect(await refused(hostOrigin, hostOrigin)).toBe("origin_not_allowed");
      expect(await refused(hostOrigin, "https://evil.example.com")).toBe("origin_not_allowed");
      const plain = { workspace: workspace.slug, token: await aToken(key) };
      const own = await api.post("/embed/session", plain, { origin: publicUrl });
      expect(await own.json()).toMatchObject({ code: "origin_not_allowed" });
    });
  });
});
