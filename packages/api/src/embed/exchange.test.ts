import { can, permissions } from "@tagdeck/core/members/roles";
import { defaultSettings } from "@tagdeck/core/workspaces/settings";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anApi, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { aSigningKey, aToken, exchange, hostOrigin, type SigningKey } from "../testing/tokens.ts";

const seconds = () => Math.floor(Date.now() / 1_000);

describeEachDatabase("exchanging a panel token", (database) => {
  let api: TestApi;
  let workspace: TestWorkspace;
  let key: SigningKey;
  beforeAll(async () => {
    api = await anApi(database());
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
    key = await aSigningKey(api, workspace);
  });
  afterAll(() => api.stop());

  it("gives a session with what the token says and what the role may do", async () => {
    const { status, body } = await exchange(api, workspace, await aToken(key, { name: "Mia" }));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      agent: { id: "mia", name: "Mia", role: "agent" },
      permissions: permissions.filter((permission) => can("agent", permission, defaultSettings)),
      workspace: { slug: workspace.slug, timeZone: "Asia/Taipei", tagNameMax: 50, contactTagMax: 100 },
    });
    const left = Date.parse(String(body["expiresAt"])) - Date.now();
    expect(left).toBeGreaterThan(14 * 60_000);
    expect(left).toBeLessThanOrEqual(15 * 60_000);
  });

  it.each(["EdDSA", "ES256"] as const)(
    "takes a token signed with the private half of an %s key",
    async (alg) => {
      const other = await aWorkspace(database(), { kernel: api.services.kernel });
      const pair = await aSigningKey(api, other, alg);
      expect((await exchange(api, other, await aToken(pair))).status).toBe(200);
    },
  );

  const wrong: [string, (key: SigningKey) => Promise<string>, string, string][] = [
    [
      "signed with another secret",
      (k) => aToken({ ...k, sign: new Uint8Array(32) }),
      "token_invalid",
      "signature",
    ],
    ["with claims changed after signing", tampered, "token_invalid", "signature"],
    ["without a signature (alg none)", unsigned, "token_invalid", "malformed"],
    [
      "of another alg of the same secret",
      (k) => aToken(k, {}, { alg: "HS512" }),
      "token_invalid",
      "malformed",
    ],
    ["for another audience", (k) => aToken(k, { aud: "somebody-else" }), "token_invalid", "claim_aud"],
    ["without an audience", (k) => aToken(k, { aud: undefined }), "token_invalid", "claim_aud"],
    ["without an end", (k) => aToken(k, { exp: undefined }), "token_invalid", "claim_exp"],
    ["without an id", (k) => aToken(k, { jti: undefined }), "token_invalid", "claim_jti"],
    ["with an id that anybody could guess", (k) => aToken(k, { jti: "1" }), "token_invalid", "claim_jti"],
    ["without a subject", (k) => aToken(k, { sub: undefined }), "token_invalid", "claim_sub"],
    ["without a role", (k) => aToken(k, { role: undefined }), "token_invalid", "claim_role"],
    ["with the role owner", (k) => aToken(k, { role: "owner" }), "token_invalid", "claim_role"],
    ["with a role that is none", (k) => aToken(k, { role: "god" }), "token_invalid", "claim_role"],
    ["with the role admin", (k) => aToken(k, { role: "admin" }), "token_invalid", "role_not_allowed"],
    ["that has run out", (k) => aToken(k, { exp: seconds() - 11 }), "token_expired", ""],
    [
      "that lives longer than ten minutes",
      (k) => aToken(k, { exp: seconds() + 620 }),
      "token_invalid",
      "claim_exp",
    ],
    ["that is not good yet", (k) => aToken(k, { nbf: seconds() + 60 }), "token_invalid", "claim_nbf"],
    ["of an unknown key", (k) => aToken(k, {}, { kid: "0123456789ab" }), "token_invalid", "unknown_key"],
    ["without a key id", (k) => aToken({ ...k, kid: "" }), "token_invalid", "unknown_key"],
    ["whose key id is no text", idOfAnotherKind, "token_invalid", "unknown_key"],
    ["that is no token", () => Promise.resolve("a.b.c"), "token_invalid", "malformed"],
    [
      "with a contact outside its contacts",
      (k) => aToken(k, { contacts: ["crm:1"], contact: { externalId: "crm:2" } }),
      "token_invalid",
      "claim_contact",
    ],
  ];
  it.each(wrong)("refuses a token %s", async (_, make, code, reason) => {
    const { status, body } = await exchange(api, workspace, await make(key));
    const details = reason === "" ? {} : { reason };
    expect({ status, code: body["code"], details: body["details"] }).toEqual({ status: 401, code, details });
    expect(body).not.toHaveProperty("session");
  });

  it("takes a token with a fractional end, as careless hosts make them", async () => {
    const exp = Date.now() / 1_000 + 300.123_456;
    expect((await exchange(api, workspace, await aToken(key, { exp }))).status).toBe(200);
  });

  it("takes the role admin where the workspace allows it", async () => {
    const other = await aWorkspace(database(), {
      kernel: api.services.kernel,
      settings: { panelAdmins: true },
    });
    const { status } = await exchange(
      api,
      other,
      await aToken(await aSigningKey(api, other), { role: "admin" }),
    );
    expect(status).toBe(200);
  });

  describe("confusion of algorithms", () => {
    it.each(["EdDSA", "ES256"] as const)(
      "refuses HS256 with the public %s key as the secret",
      async (alg) => {
        const other = await aWorkspace(database(), { kernel: api.services.kernel });
        const pair = await aSigningKey(api, other, alg);
        for (const secret of [pair.publicKey, pair.publicKey.trim()]) {
          const forged = {
            kid: pair.kid,
            alg: "HS256",
            sign: new TextEncoder().encode(secret),
            publicKey: "",
          } as const;
          const { body } = await exchange(api, other, await aToken(forged));
          expect(body["code"]).toBe("token_invalid");
        }
      },
    );

    it("refuses a key of one kind under the id of another", async () => {
      const other = await aWorkspace(database(), { kernel: api.services.kernel });
      const first = await aSigningKey(api, other, "EdDSA");
      const second = await aSigningKey(api, other, "ES256");
      const { body } = await exchange(api, other, await aToken({ ...first, kid: second.kid }));
      expect(body["code"]).toBe("token_invalid");
    });
  });

  it("takes a token once, also when it comes twice at the same time", async () => {
    const token = await aToken(key);
    const answers = await Promise.all([1, 2, 3, 4].map(() => exchange(api, workspace, token)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401]);
    expect((await exchange(api, workspace, token)).body).toMatchObject({ code: "token_replayed" });
  });

  it("takes the same id in another workspace, for ids are each host's own", async () => {
    const other = await aWorkspace(database(), { kernel: api.services.kernel });
    const jti = "the same in both";
    expect((await exchange(api, workspace, await aToken(key, { jti }))).status).toBe(200);
    expect((await exchange(api, other, await aToken(await aSigningKey(api, other), { jti }))).status).toBe(
      200,
    );
  });

  it("refuses another workspace's key", async () => {
    const other = await aWorkspace(database(), { kernel: api.services.kernel });
    await aSigningKey(api, other);
    const { body } = await exchange(api, other, await aToken(key));
    expect(body).toMatchObject({ code: "token_invalid", details: { reason: "unknown_key" } });
  });

  it.each([
    ["another site", "https://evil.example.com"],
    ["the same host on another port", `${hostOrigin}:8443`],
    ["the same host without TLS", hostOrigin.replace("https", "http")],
    ["a page without an origin", "null"],
    ["no page at all", null],
  ])("refuses a good token from %s", async (_, origin) => {
    const { status, body } = await exchange(api, workspace, await aToken(key), origin);
    expect([status, body["code"]]).toEqual([403, "origin_not_allowed"]);
  });

  it("refuses a token over 8 KiB and a body that is not one", async () => {
    const large = await aToken(key, { padding: "x".repeat(9_000) });
    expect((await exchange(api, workspace, large)).body).toMatchObject({ code: "invalid_input" });
    const headers = { "content-type": "application/json", origin: hostOrigin };
    for (const body of ["", "{", "null", "[]", '{"workspace":1,"token":{}}']) {
      const response = await api.request("/embed/session", { method: "POST", headers, body });
      expect([body, response.status]).toEqual([body, 400]);
    }
  });

  it("answers a workspace that is not there like none", async () => {
    for (const slug of ["no-such-place", ""]) {
      const { status, body } = await exchange(api, { slug }, await aToken(key));
      expect([status, body["code"]]).toEqual([404, "workspace_not_found"]);
    }
  });
});

async function tampered(key: SigningKey): Promise<string> {
  const [header, , signature] = (await aToken(key)).split(".");
  const [, claims] = (await aToken(key, { sub: "the boss" })).split(".");
  return [header, claims, signature].join(".");
}

async function unsigned(key: SigningKey): Promise<string> {
  const [, claims] = (await aToken(key)).split(".");
  const header = Buffer.from(JSON.stringify({ alg: "none", kid: key.kid })).toString("base64url");
  return `${header}.${claims}.`;
}

async function idOfAnotherKind(key: SigningKey): Promise<string> {
  const [, claims, signature] = (await aToken(key)).split(".");
  const header = Buffer.from(JSON.stringify({ alg: "HS256", kid: { not: "a text" } })).toString("base64url");
  return [header, claims, signature].join(".");
}
