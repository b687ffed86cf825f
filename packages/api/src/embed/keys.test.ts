import { exportPKCS8, exportSPKI, generateKeyPair } from "jose";
import { afterAll, beforeAll, expect, it } from "vitest";
import { anApi, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aMember, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { waitingForLock } from "../testing/locks.ts";
import { aSigningKey, aToken, exchange, hostOrigin, type SigningKey } from "../testing/tokens.ts";
import { addPanelOrigin, createPanelKey, removePanelOrigin, revokePanelKey } from "./keys.ts";
import { parseOrigin } from "./origin.ts";

const owner = aMember("owner");

describeEachDatabase("panel keys and origins", (database) => {
  let api: TestApi;
  let workspace: TestWorkspace;
  let key: SigningKey;
  beforeAll(async () => {
    api = await anApi(database());
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
    key = await aSigningKey(api, workspace);
  });
  afterAll(() => api.stop());

  it("lets two keys live at once, so that one can be exchanged for another without a gap", async () => {
    const other = await aWorkspace(database(), { kernel: api.services.kernel });
    const [old, next] = [await aSigningKey(api, other), await aSigningKey(api, other)];
    expect((await exchange(api, other, await aToken(old))).status).toBe(200);
    expect((await exchange(api, other, await aToken(next))).status).toBe(200);
    await expect(aSigningKey(api, other)).rejects.toMatchObject({ code: "panel_keys_full" });
    await other.write(owner, (ctx) => revokePanelKey(ctx, old.kid));
    expect((await exchange(api, other, await aToken(old))).body).toMatchObject({ code: "token_invalid" });
    expect((await exchange(api, other, await aToken(next))).status).toBe(200);
    await aSigningKey(api, other);
  });

  it("never has more than two live keys, however many ask at once", async () => {
    const other = await aWorkspace(database(), { kernel: api.services.kernel });
    const made = await Promise.allSettled(
      [1, 2, 3, 4].map(() =>
        other.write(owner, (ctx) => createPanelKey(ctx, api.services.seal, { alg: "HS256" })),
      ),
    );
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
  });

  it("takes public keys of the right kind only, and never a private one", async () => {
    const other = await aWorkspace(database(), { kernel: api.services.kernel });
    const pair = await generateKeyPair("EdDSA", { extractable: true });
    const rsa = await generateKeyPair("RS256", { extractable: true });
    for (const [alg, publicKey] of [
      ["ES256", await exportSPKI(pair.publicKey)],
      ["EdDSA", await exportSPKI(rsa.publicKey)],
      ["EdDSA", await exportPKCS8(pair.privateKey)],
      ["EdDSA", "not a key"],
    ] as const) {
      const refused = other.write(owner, (ctx) => createPanelKey(ctx, api.services.seal, { alg, publicKey }));
      await expect(refused).rejects.toMatchObject({ code: "invalid_input" });
    }
  });

  it("keeps secrets sealed and sessions hashed", async () => {
    const { body } = await exchange(api, workspace, await aToken(key));
    const secret = new TextDecoder().decode(key.sign as Uint8Array); // safe because the key is HS256
    const stored = await workspace.read(owner, async (ctx) =>
      JSON.stringify([
        await ctx.db.selectFrom("embed_key").selectAll().execute(),
        await ctx.db.selectFrom("embed_session").selectAll().execute(),
      ]),
    );
    expect(stored).not.toContain(secret);
    expect(stored).not.toContain(String(body["session"]));
  });

  it("adds an origin once, as browsers send it, and takes it away", async () => {
    const other = await aWorkspace(database(), { kernel: api.services.kernel });
    for (const input of ["https://Chat.Example.com:443/", " https://chat.example.com "]) {
      const { origins } = await other.write(owner, (ctx) => addPanelOrigin(ctx, input));
      expect(origins).toEqual(["https://chat.example.com"]);
    }
    const { origins } = await other.write(owner, (ctx) => removePanelOrigin(ctx, "https://chat.example.com"));
    expect(origins).toEqual([]);
  });

  // The other side is held just before its commit: only a database with several connections has such a moment.
  it("gives no session to a token whose key or origin is being taken away", async () => {
    if (database().name === "sqlite") return;
    for (const takeAway of ["key", "origin"] as const) {
      const other = await aWorkspace(database(), { kernel: api.services.kernel });
      const signing = await aSigningKey(api, other);
      const token = await aToken(signing);
      const pending = await other.write(owner, async (ctx) => {
        if (takeAway === "key") await revokePanelKey(ctx, signing.kid);
        else await removePanelOrigin(ctx, hostOrigin);
        const answer = exchange(api, other, token);
        await Promise.race([answer, waitingForLock(database().url)]);
        return { answer };
      });
      expect([401, 403]).toContain((await pending.answer).status);
    }
  });
});

it.each([
  ["https://chat.example.com", "https://chat.example.com"],
  ["HTTP://LOCALHOST:3001/", "http://localhost:3001"],
  ["https://例え.jp", "https://xn--r8jz45g.jp"],
])("reads the origin %s", (input, origin) => {
  expect(parseOrigin(input)).toBe(origin);
});

it.each([
  "",
  "chat.example.com",
  "*",
  "https://*",
  "null",
  "ftp://chat.example.com",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "https://",
  "https://chat.example.com/path",
  "https://chat.example.com?x",
  "https://chat.example.com#x",
  "https://user:secret@chat.example.com",
  "https://a.example.com https://b.example.com",
])("refuses the origin %j", (input) => {
  expect(() => parseOrigin(input)).toThrow(expect.objectContaining({ code: "origin_invalid" }));
});
