import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrateDatabase, openDatabase } from "../packages/api/src/db/open.ts";
import { anApi, type TestApi } from "../packages/api/src/testing/api.ts";
import { makeDatabase } from "../packages/api/src/testing/databases.ts";
import { aMember, aWorkspace, type TestWorkspace } from "../packages/api/src/testing/fixtures.ts";
import { aToken, exchange, hostOrigin, type SigningKey } from "../packages/api/src/testing/tokens.ts";
import { createPanelKey } from "../packages/api/src/embed/keys.ts";
import * as embed from "../packages/api/src/embed/store.ts";
import { codeIn, guide, readSource, snippet, sorted, table } from "./guide.ts";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "tagdeck-guide-"));
let api: TestApi;
let workspace: TestWorkspace;
let shared: { kid: string; secret: string };
let cleanUp: () => Promise<void>;

beforeAll(async () => {
  const made = await makeDatabase("sqlite");
  const options = {
    url: made.url,
    onError(error: Error) {
      throw error;
    },
  };
  await migrateDatabase(options);
  const handle = openDatabase(options);
  api = await anApi({ url: made.url });
  workspace = await aWorkspace({ name: "sqlite", url: made.url, handle }, { kernel: api.services.kernel });
  cleanUp = async () => {
    await api.stop();
    await handle.close();
    await made.remove();
  };
  const { key, secret } = await workspace.write(aMember("owner"), async (ctx) => {
    await embed.addOrigin(ctx, hostOrigin);
    return createPanelKey(ctx, api.services.seal, { alg: "HS256" });
  });
  shared = { kid: key.kid, secret: secret ?? "" };
});
afterAll(async () => {
  await cleanUp();
  rmSync(folder, { recursive: true, force: true });
});

const isHere = (command: string) => spawnSync(command, ["--version"]).status === 0;

function run(command: string, args: string[], input: string, env: Record<string, string> = {}): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    input,
    encoding: "utf8",
    env: { ...process.env, TAGDECK_PANEL_KID: shared.kid, TAGDECK_PANEL_SECRET: shared.secret, ...env },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout.trim();
}

function claimsOf(token: string): Record<string, unknown> {
  const [, claims = ""] = token.split(".");
  return JSON.parse(Buffer.from(claims, "base64url").toString());
}

async function expectAccepted(token: string): Promise<void> {
  expect(await exchange(api, workspace, token)).toMatchObject({
    status: 200,
    body: { agent: { id: "mia", name: "Mia Chén", role: "agent" } },
  });
  expect(claimsOf(token)).toMatchObject({
    contacts: ["crm:123"],
    contact: { externalId: "crm:123", name: "林怡君", email: "lin@example.com" },
    iat: expect.any(Number),
  });
}

const inJson = `{ "id": "mia", "name": "Mia Chén" }, { "id": "crm:123", "name": "林怡君", "email": "lin@example.com" }`;
const node = (name: string, env?: Record<string, string>) =>
  run(
    process.execPath,
    ["--input-type=module"],
    `${snippet(name)}\nconsole.log(await tagdeckToken(${inJson}));`,
    env,
  );

type Language = { name: string; command: string; args: string[]; call: string };
const languages: Language[] = [
  { name: "python", command: "python3", args: ["-"], call: `print(tagdeck_token(${inJson}))` },
  {
    name: "php",
    command: "php",
    args: ["-d", "display_errors=stderr"],
    call: `echo tagdeck_token(...[${inJson.replaceAll("{", "[").replaceAll("}", "]").replaceAll('":', '" =>')}]);`,
  },
  {
    name: "ruby",
    command: "ruby",
    args: ["-Ku", "-"],
    call: `puts tagdeck_token(${inJson.replaceAll(/"(\w+)":/g, "$1:")})`,
  },
];

describe("a token as the guide signs it is taken", () => {
  it("in Node", async () => expectAccepted(node("node")));

  it.each(languages)("in $name, where it is installed", async ({ name, command, args, call }) => {
    if (!isHere(command))
      return console.warn(`not run: the guide's ${name} snippet, for there is no ${command}`);
    await expectAccepted(run(command, args, `${snippet(name)}\n${call}\n`));
  });

  it("with PyJWT's one line, where it is installed", async () => {
    const [line = ""] = codeIn(/is one line[\s\S]*?(`jwt\.encode.*?`)/.exec(guide)?.[1]);
    expect(line).toContain("jwt.encode(");
    if (spawnSync("python3", ["-c", "import jwt"]).status !== 0) {
      return console.warn("not run: the guide's line for PyJWT, for it is not installed");
    }
    const before = snippet("python").split("    def part")[0] ?? "";
    const prelude = `import jwt, os\nsecret = os.environ["TAGDECK_PANEL_SECRET"]\nkid = os.environ["TAGDECK_PANEL_KID"]\n`;
    const code = `${prelude}${before}    return ${line}\nprint(tagdeck_token(${inJson}))\n`;
    await expectAccepted(run("python3", ["-"], code));
  });

  it("with a private key, by the pair that the guide makes", async () => {
    let pair: { privateKey: string; publicKey: string };
    if (spawnSync("openssl", ["version"]).status === 0) {
      expect(spawnSync("sh", ["-e"], { cwd: folder, input: snippet("openssl") }).status).toBe(0);
      const read = (name: string) => readFileSync(join(folder, name), "utf8");
      pair = { privateKey: read("panel-key.pem"), publicKey: read("panel-key.pub.pem") };
    } else {
      console.warn("not run: the guide's two lines of openssl, for there is none");
      pair = generateKeyPairSync("ed25519", {
        privateKeyEncoding: { type: "pkcs8", format: "pem" },
        publicKeyEncoding: { type: "spki", format: "pem" },
      });
    }
    const { key } = await workspace.write(aMember("owner"), (ctx) =>
      createPanelKey(ctx, api.services.seal, { alg: "EdDSA", publicKey: pair.publicKey }),
    );
    const env = { TAGDECK_PANEL_KID: key.kid, TAGDECK_PANEL_PRIVATE_KEY: pair.privateKey };
    await expectAccepted(node("node-eddsa", env));
  });
});

it("the guide's endpoint answers who may have a token and who may not", async () => {
  const code = `${snippet("node")}${snippet("endpoint")}
    const [agent, known] = [${inJson}];
    const signedInAgent = async (request) => (request.headers.has("cookie") ? agent : null);
    const findContact = async (id) => (id === known.id ? known : null);
    const ask = async (contact, headers) => {
      const url = "https://chat.example.com/api/tagdeck-token?contact=" + encodeURIComponent(contact);
      const answer = await tagdeckTokenEndpoint(new Request(url, { headers }));
      return { status: answer.status, kept: answer.headers.get("cache-control"), body: await answer.text() };
    };
    console.log(JSON.stringify([await ask("crm:123", {}), await ask("crm:9", { cookie: "a=b" }), await ask("crm:123", { cookie: "a=b" })]));`;
  const answers: { status: number; kept: string | null; body: string }[] = JSON.parse(
    run(process.execPath, ["--input-type=module"], code),
  );
  expect(answers.map(({ status }) => status)).toEqual([401, 403, 200]);
  expect(answers[2]?.kept).toBe("no-store");
  const { token }: { token: string } = JSON.parse(answers[2]?.body ?? "");
  await expectAccepted(token);
});

it("the guide's endpoint for several contacts signs all that are asked for, or none", async () => {
  const code = `${snippet("node").split("export ")[0]}${snippet("several")}
    const [agent, known] = [${inJson}];
    const signedInAgent = async (request) => (request.headers.has("cookie") ? agent : null);
    const findContact = async (id) => (id === "crm:9" ? null : { ...known, id });
    const ask = async (query, headers = { cookie: "a=b" }) => {
      const answer = await tagdeckTokenEndpoint(new Request("https://chat.example.com/token?" + query, { headers }));
      return { status: answer.status, body: await answer.text() };
    };
    console.log(JSON.stringify([
      await ask("contact=crm:123", {}), await ask(""), await ask("contact=crm:123&contact=crm:9"),
      await ask("contact=crm:123"), await ask("contact=crm:123&contact=crm:124"),
    ]));`;
  const answers: { status: number; body: string }[] = JSON.parse(
    run(process.execPath, ["--input-type=module"], code),
  );
  expect(answers.map(({ status }) => status)).toEqual([401, 403, 403, 200, 200]);
  const tokens = answers.slice(3).map(({ body }): string => JSON.parse(body).token);
  await expectAccepted(tokens[0] ?? "");
  expect(claimsOf(tokens[1] ?? "")["contacts"]).toEqual(["crm:123", "crm:124"]);
});

describe("the tables of trouble-shooting", () => {
  const reasons = table("reason of").flatMap(([cell]) => codeIn(cell));
  const hostKey = (): SigningKey => {
    const sign = new TextEncoder().encode(shared.secret);
    return { kid: shared.kid, alg: "HS256", sign, publicKey: "" };
  };
  const seconds = () => Math.floor(Date.now() / 1_000);
  const provoke: Record<string, (key: SigningKey) => Promise<string>> = {
    malformed: () => Promise.resolve("a.b.c"),
    unknown_key: (key) => aToken({ ...key, kid: "none" }),
    signature: (key) => aToken({ ...key, sign: new TextEncoder().encode(`${shared.secret}\n`) }),
    claim_aud: (key) => aToken(key, { aud: "tagdeck" }),
    claim_exp: (key) => aToken(key, { exp: seconds() + 3_600 }),
    claim_nbf: (key) => aToken(key, { nbf: seconds() + 60 }),
    claim_sub: (key) => aToken(key, { sub: "" }),
    claim_name: (key) => aToken(key, { name: " " }),
    claim_jti: (key) => aToken(key, { jti: "1" }),
    claim_role: (key) => aToken(key, { role: "owner" }),
    claim_contact: (key) => aToken(key, { contacts: ["crm:1"], contact: { externalId: "crm:2" } }),
    "claim_contact.externalId": (key) => aToken(key, { contact: { externalId: 5 } }),
    "claim_contact.email": (key) => aToken(key, { contact: { externalId: "crm:1", email: 5 } }),
    role_not_allowed: (key) => aToken(key, { role: "admin" }),
  };

  it("explain the reasons that there are", async () => {
    expect(sorted(reasons)).toEqual(sorted(Object.keys(provoke)));
    const answered: Record<string, unknown> = {};
    for (const [reason, make] of Object.entries(provoke)) {
      const { body } = await exchange(api, workspace, await make(hostKey()));
      answered[reason] = [body["code"], body["details"]];
    }
    const expected = reasons.map((reason) => [reason, ["token_invalid", { reason }]]);
    expect(answered).toEqual(Object.fromEntries(expected));
    const thrown = readSource("packages/api/src/embed/exchange.ts").matchAll(/invalid\("(\w+)"\)/g);
    expect(reasons).toEqual(expect.arrayContaining([...thrown].map(([, reason]) => reason)));
  });

  it("explain every code that a host can cause, as the server answers it", async () => {
    const codes = table("code |").flatMap(([cell]) => codeIn(cell));
    const key = hostKey();
    const token = await aToken(key);
    await exchange(api, workspace, token);
    const answers = [
      await exchange(api, workspace, token),
      await exchange(api, workspace, await aToken(key), "https://elsewhere.example.com"),
      await exchange(api, { slug: "nobody" }, await aToken(key)),
      await exchange(api, workspace, "a".repeat(8_193)),
      await exchange(api, workspace, await aToken(key, { exp: seconds() - 60 })),
    ].map(({ body }) => body["code"]);
    expect(answers).toEqual([
      "token_replayed",
      "origin_not_allowed",
      "workspace_not_found",
      "invalid_input",
      "token_expired",
    ]);
    expect(codes).toEqual(expect.arrayContaining(answers));

    const known = [
      ...readSource("packages/core/src/errors.ts").matchAll(/^ {2}\| "(\w+)"/gm),
      ...readSource("packages/ui/src/problem.ts").matchAll(/\| "(\w+)"/g),
      ...readSource("packages/widget/src/attach.ts").matchAll(/code: "(\w+)"/g),
    ].map(([, code]) => code);
    expect(known).toEqual(expect.arrayContaining(codes));
    const thrown = readSource("packages/api/src/embed/exchange.ts").matchAll(/DomainError\("(\w+)"/g);
    const refused = readSource("packages/widget/src/notice.ts").matchAll(/^ {2}"(\w+)",$/gm);
    expect(codes).toEqual(expect.arrayContaining([...thrown, ...refused].map(([, code]) => code)));
  });
});
