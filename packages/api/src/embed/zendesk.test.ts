import { generateKeyPairSync } from "node:crypto";
import { generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anApi, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aMember, aStoredMember, aTag, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { allow, aZendeskApp, exchangeInFrame, site, withPages, zendeskAudience } from "../testing/frames.ts";
import { removePanelOrigin } from "./keys.ts";
import { removeZendesk } from "./zendesk.ts";

const owner = aMember("owner");
const now = () => Math.floor(Date.now() / 1_000);

describeEachDatabase("a Zendesk app", (database) => {
  let api: TestApi;
  let workspace: TestWorkspace;
  let zendesk: Awaited<ReturnType<typeof aZendeskApp>>;
  beforeAll(async () => {
    api = await anApi(database());
    withPages(api);
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
    zendesk = await aZendeskApp(api, workspace);
  });
  afterAll(() => api.stop());
  const list = async (headers: Record<string, string>) => (await api.call("tags.list", {}, headers)).code;

  async function aSession() {
    const { setting } = await zendesk.load(await zendesk.sign());
    const grant = setting.grant ?? "";
    return { grant, ...(await exchangeInFrame(api, workspace, grant)) };
  }

  it("says by its signature which agent looks at it, and nothing about the contact", async () => {
    const { body, headers } = await aSession();
    expect(body["agent"]).toEqual({ id: "zendesk:7001", name: "Zendesk 7001", role: "agent" });
    const contact = { externalId: "zendesk:1" };
    await api.call("assignments.change", { contact, add: [(await aTag(workspace)).id] }, headers);
    const { data } = await api.call("contacts.history", { contact }, headers);
    expect(data).toMatchObject({
      items: [{ actor: { kind: "panel", name: "Zendesk 7001" }, source: "agent" }],
    });
  });

  it("is shown where Zendesk is, by a page that the signature does not change", async () => {
    const { status, headers, setting } = await zendesk.load(await zendesk.sign());
    expect([status, setting.problem]).toEqual([200, null]);
    expect(headers.get("content-security-policy")).toContain(`frame-ancestors ${site}`);
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it("lasts twelve hours, at its site", async () => {
    const { grant, headers } = await aSession();
    await allow(workspace, "https://second.example.com");
    const there = await exchangeInFrame(api, workspace, grant, "https://second.example.com");
    expect(there.body["code"]).toBe("session_expired");
    api.advance(11 * 3_600_000);
    expect(await list(headers)).toBe("session_expired");
    expect((await exchangeInFrame(api, workspace, grant)).status).toBe(200);
    api.advance(3_600_000);
    expect((await exchangeInFrame(api, workspace, grant)).body["code"]).toBe("session_expired");
    api.advance(-12 * 3_600_000);
  });

  it("is refused a second time with the same token", async () => {
    const token = await zendesk.sign();
    expect((await zendesk.load(token)).setting.grant).not.toBeNull();
    expect((await zendesk.load(token)).setting).toMatchObject({
      grant: null,
      problem: { code: "token_replayed" },
    });
  });

  const refusals: [string, Record<string, unknown>, string, string | null][] = [
    ["expired", { exp: now() - 60 }, "token_expired", null],
    ["not valid yet", { nbf: now() + 600 }, "token_invalid", "claim_nbf"],
    ["of another installation", { aud: zendeskAudience.replace("42", "43") }, "token_invalid", "claim_aud"],
    ["of another Zendesk", { iss: "evil.zendesk.com" }, "token_invalid", "claim_iss"],
    [
      "about another Zendesk's user",
      { sub: "https://evil.zendesk.com/api/v2/users/7.json" },
      "token_invalid",
      "claim_sub",
    ],
    ["about no user", { sub: "https://acme.zendesk.com/api/v2/users/me.json" }, "token_invalid", "claim_sub"],
    ["without an end", { exp: undefined }, "token_invalid", "claim_exp"],
    ["without an audience", { aud: undefined }, "token_invalid", "claim_aud"],
  ];
  it.each(refusals)("is refused when its token is %s", async (_, claims, code, reason) => {
    const { setting, status } = await zendesk.load(await zendesk.sign(claims));
    expect([status, setting.grant, setting.problem]).toEqual([200, null, { code, reason }]);
  });

  it("is refused with another key, another algorithm, or no signature", async () => {
    const other = await generateKeyPair("RS256");
    const small = await generateKeyPair("PS256");
    const secret = new TextEncoder().encode(zendesk.pem);
    const [head, claims] = (await zendesk.sign()).split(".");
    const none = Buffer.from('{"alg":"none"}').toString("base64url");
    const tokens: [string, string, string][] = [
      ["another key", await zendesk.sign({}, {}, other.privateKey), "signature"],
      ["the public key as a secret", await zendesk.sign({}, { alg: "HS256" }, secret), "malformed"],
      ["PS256", await zendesk.sign({}, { alg: "PS256" }, small.privateKey), "malformed"],
      ["no signature", `${none}.${claims}.`, "malformed"],
      ["half a token", `${head}.${claims}`, "malformed"],
      ["nothing", "", "malformed"],
    ];
    for (const [name, token, reason] of tokens) {
      const { setting } = await zendesk.load(token);
      expect([name, setting.grant, setting.problem?.reason]).toEqual([name, null, reason]);
    }
  });

  it("is refused at a site that is not allowed, and where no app is set up", async () => {
    const { setting } = await zendesk.load(await zendesk.sign(), "https://evil.example.com");
    expect(setting).toMatchObject({ grant: null, problem: { code: "origin_not_allowed" } });
    const bare = await aWorkspace(database(), { kernel: api.services.kernel });
    const there = await aZendeskApp(api, bare);
    await bare.write(owner, (ctx) => removeZendesk(ctx));
    expect((await there.load(await there.sign())).setting.problem).toEqual({
      code: "token_invalid",
      reason: "not_set_up",
    });
  });

  it.each([
    ["the app is removed", (at: TestWorkspace) => at.write(owner, (ctx) => removeZendesk(ctx))],
    [
      "its site is taken from the list",
      (at: TestWorkspace) => at.write(owner, (ctx) => removePanelOrigin(ctx, site)),
    ],
    ["another key is set", (at: TestWorkspace) => aZendeskApp(api, at)],
  ])("ends at once when %s", async (_, end) => {
    const there = await aWorkspace(database(), { kernel: api.services.kernel });
    const app = await aZendeskApp(api, there);
    const { setting } = await app.load(await app.sign());
    const { headers } = await exchangeInFrame(api, there, setting.grant ?? "");
    expect(await list(headers)).toBe("ok");
    await end(there);
    expect(await list(headers)).toBe("session_expired");
    expect((await exchangeInFrame(api, there, setting.grant ?? "")).status).not.toBe(200);
  });

  describe("is set up", () => {
    let headers: Record<string, string>;
    beforeAll(async () => {
      headers = await api.signIn(await aStoredMember(workspace, "owner"), workspace.slug);
    });
    const pem = (type: "public" | "private", modulusLength: number) => {
      const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength });
      return type === "public"
        ? publicKey.export({ type: "spki", format: "pem" })
        : privateKey.export({ type: "pkcs8", format: "pem" });
    };

    it("with an RSA public key and an installation, which are audited, and nothing else", async () => {
      const audience = zendeskAudience;
      const refused = [
        { publicKey: pem("private", 2_048), audience },
        { publicKey: pem("public", 1_024), audience },
        { publicKey: "-----BEGIN PUBLIC KEY-----\nx", audience },
        {
          publicKey: pem("public", 2_048),
          audience: "https://acme.zendesk.com.evil.example/api/v2/apps/installations/1.json",
        },
        {
          publicKey: pem("public", 2_048),
          audience: "https://acme.zendesk.com/api/v2/apps/installations/x.json",
        },
      ];
      for (const input of refused) {
        expect((await api.call("embed.setZendesk", input, headers)).code).toBe("invalid_input");
      }
      const publicKey = pem("public", 2_048);
      expect(
        (await api.call("embed.setZendesk", { publicKey: ` ${publicKey} `, audience }, headers)).code,
      ).toBe("ok");
      const { data } = await api.call("embed.get", {}, headers);
      expect(data).toMatchObject({ zendesk: { audience, publicKey: String(publicKey).trim() } });
      const [last] = await workspace.read(owner, (ctx) =>
        ctx.db.selectFrom("activity").selectAll().orderBy("id", "desc").limit(1).execute(),
      );
      expect(last).toMatchObject({ action: "embed.setZendesk", subject: audience });
      expect((await api.call("embed.removeZendesk", {}, headers)).code).toBe("ok");
      expect((await api.call("embed.get", {}, headers)).data).toMatchObject({ zendesk: null });
    });
  });
});
