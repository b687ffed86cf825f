import { execFileSync } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { createDemoConsole } from "../apps/console/src/server.ts";
import { codeIn, guide, readSource, snippet, snippets, sorted, table } from "./guide.ts";

const root = join(import.meta.dirname, "..");
const hostApi = readSource("packages/widget/src/host-api.ts");
const element = readSource("packages/widget/src/panel-element.tsx");
const look = ["packages/ui/src", "packages/widget/src"]
  .flatMap((folder) => globSync(`${folder}/**/*.{css,tsx}`, { cwd: root }))
  .filter((file) => !file.includes(".test."))
  .map(readSource)
  .join("\n");

const names = (text: string, pattern: RegExp) =>
  sorted([...text.matchAll(pattern)].map(([, name = ""]) => name));
const block = (start: string) => hostApi.split(start)[1]?.split("\n};")[0] ?? "";

const attributes = [...names(element, /^ {2}\w+: "([\w-]+)",$/gm), "shortcut"].toSorted();
const options = names(block("type PanelOptions"), /^ {2}(\w+)\??:/gm);
const handle = names(block("type PanelHandle"), /^ {2}(?:readonly )?(\w+)[:(<]/gm);
const events = new Map(
  [...block("type PanelEvents").matchAll(/^ {2}"?([\w-]+)"?: Versioned<(.+)>;$/gm)].map(
    ([, name = "", detail = ""]) => [`tagdeck-${name}`, detail],
  ),
);

it("reads the names from the sources", () => {
  expect(attributes).toContain("token-endpoint");
  expect(options).toContain("getToken");
  expect(handle).toContain("destroy");
  expect(events.get("tagdeck-error")).toBe("{ code: string; retryable: boolean; reason?: string }");
});

describe("the tables", () => {
  it("has every attribute and every option, and no other", () => {
    const rows = table("attribute |");
    expect(
      sorted(rows.flatMap(([attribute]) => codeIn(attribute).map((code) => code.split("=")[0] ?? ""))),
    ).toEqual(attributes);
    expect(sorted(rows.flatMap(([, property]) => codeIn(property).slice(0, 1)))).toEqual(options);
  });

  it("has every method of the handle", () => {
    const methods = table("the handle |").flatMap(([name]) => codeIn(name));
    expect(sorted(methods.map((code) => /^\w+/.exec(code)?.[0] ?? ""))).toEqual(handle);
  });

  it("has every event with what its detail holds", () => {
    const rows = table("event |").map(([name, detail]) => [
      codeIn(name)[0] ?? "",
      (codeIn(detail)[0] ?? "").replace(" or ", " | "),
    ]);
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(events));
    const [, eventTag = ""] = /type EventTag = (.*);/.exec(hostApi) ?? [];
    expect(guide).toContain(`An \`EventTag\` is \`${eventTag}\``);
    expect(hostApi).toContain("type ShownTag = EventTag & { contactCount: number };");
    expect(guide).toContain("a `ShownTag` has `contactCount` besides");
  });

  it("has every custom property and every part", () => {
    const inTable = table("custom property |").flatMap(([cell]) => codeIn(cell));
    expect(sorted(inTable)).toEqual(names(look, /var\((--tagdeck-[\w-]+)/g));
    const [, sentence] = /there are parts: ([^.]+)\./.exec(guide) ?? [];
    expect(sorted(codeIn(sentence))).toEqual(names(look, /\bpart="([\w-]+)"/g));
  });
});

describe("the snippets", () => {
  const code = snippets.map((one) => one.code).join("\n");

  it("name only attributes, events, parts and custom properties that there are", () => {
    const html = snippets.filter(({ language }) => language === "html").map((one) => one.code);
    const used = html.flatMap((text) =>
      [...text.matchAll(/<tagdeck-panel([^>]*)>/g)].flatMap(([, inside = ""]) => names(inside, /([\w-]+)=/g)),
    );
    expect(used).toContain("token-endpoint");
    expect(attributes).toEqual(expect.arrayContaining(used));
    expect([...events.keys()]).toEqual(expect.arrayContaining(names(code, /Listener\("(tagdeck-[\w-]+)"/g)));
    expect(names(look, /\bpart="([\w-]+)"/g)).toEqual(
      expect.arrayContaining(names(code, /::part\(([\w-]+)\)/g)),
    );
    expect(names(look, /var\((--tagdeck-[\w-]+)/g)).toEqual(
      expect.arrayContaining(names(code, /(--tagdeck-[\w-]+)/g)),
    );
  });

  it("take the script from addresses that the server has", () => {
    const server = readSource("apps/server/src/panel-files.ts");
    const version = /"version": "([^"]+)"/.exec(code)?.[1] ?? "";
    const paths = names(code, /https:\/\/tags\.example\.com(\/[^"\s]+)/g);
    const frames = ["generic", "zendesk"].map((host) => `/embed/frame?workspace=acme&host=${host}`);
    const scripts = [`/embed/${version}/tagdeck.js`, "/embed/v1/tagdeck.js", "/embed/v1/frame-host.js"];
    expect(paths.filter((path) => !path.endsWith("host=chatwoot"))).toEqual(
      [...scripts, ...frames].toSorted(),
    );
    expect(server).toContain('"/embed/v1/tagdeck.js"');
    expect(server).toContain("`/embed/${version}/tagdeck.js`");
    expect(server).toContain('{ "tagdeck.js": { path, integrity } }');
  });

  it("mounts through the queue, and by names that the handle has", async () => {
    type Call = [args: [string, Record<string, unknown>], resolve: (handle: object) => void];
    const window: { Tagdeck?: { q: Call[] } } = {};
    const calls: string[] = [];
    const member = (name: string) =>
      name === "ready"
        ? Promise.resolve()
        : (first: unknown) => calls.push(`${name} ${JSON.stringify(first)}`);
    const fetch = (path: string) => Promise.resolve(Response.json({ token: `for ${path}` }));
    const run = runInNewContext(`(async () => { ${snippet("mount")} })`, {
      window,
      fetch,
      encodeURIComponent,
      console,
    });
    const done: Promise<void> = run();
    const [[target, given], resolve] = window.Tagdeck?.q[0] ?? expect.fail("nothing is in the queue");
    expect(target).toBe("#sidebar");
    expect(options).toEqual(expect.arrayContaining(Object.keys(given)));
    const getToken = given["getToken"] as (request: object) => Promise<string>; // safe because a wrong type fails the test
    expect(await getToken({ contact: "crm:1&x", contacts: ["crm:1&x"] })).toBe(
      "for /api/tagdeck-token?contact=crm%3A1%26x",
    );
    resolve(Object.fromEntries(handle.map((name) => [name, member(name)])));
    await done;
    expect(calls).toEqual(['on "change"', 'update {"contact":"crm:456"}']);
  });

  it("gives the panel several contacts by a property that it has", () => {
    const panel: Record<string, unknown> = {};
    const document = { querySelector: (selector: string) => (selector === "tagdeck-panel" ? panel : null) };
    const code = snippet("several-page").replace("export ", "");
    runInNewContext(`${code} showContacts(["crm:1", "crm:2"])`, { document });
    expect(panel).toEqual({ contact: ["crm:1", "crm:2"] });
    expect(attributes).toContain("contact");
  });

  it("keeps a tag off in the example of the events", () => {
    const listeners = new Map<string, (event: object) => void>();
    const said: unknown[] = [];
    const addEventListener = (name: string, listener: (event: object) => void) =>
      listeners.set(name, listener);
    runInNewContext(snippet("events"), {
      document: { addEventListener },
      console: { log: (...words: unknown[]) => said.push(...words) },
    });
    let prevented = 0;
    const preventDefault = () => (prevented += 1);
    for (const name of ["VIP", "internal: fraud"]) {
      listeners.get("tagdeck-before-add")?.({ detail: { tag: { id: 1, name } }, preventDefault });
    }
    listeners.get("tagdeck-change")?.({ detail: { contact: "crm:1", tags: [{ name: "VIP" }] } });
    expect(prevented).toBe(1);
    expect(said).toEqual(["crm:1", ["VIP"]]);
  });
});

it("shows the policy that the example console sends, and the lines in it that the panel needs", async () => {
  const console = createDemoConsole({
    tagdeckUrl: "https://tags.example.com",
    workspace: "acme",
    kid: "k1",
    secret: "not used here",
  });
  const { headers } = await console.request("/");
  const sent = headers.get("content-security-policy") ?? "";
  expect(snippet("whole").trim()).toBe(sent);
  const named = sent.split("; ").filter((line) => line.includes("https://tags.example.com"));
  expect(snippet("lines").trim().split("\n")).toEqual(named.map((line) => line.replace(" 'self'", "")));
});

it("names a package that Node imports without a DOM", () => {
  const named = /`(@tagdeck\/widget)` is\s/.exec(guide)?.[1] ?? "";
  const program = `import { mount } from "${named}"; console.log(typeof document, typeof mount);`;
  const args = ["--input-type=module", "--eval", program];
  const said = execFileSync(process.execPath, args, { cwd: join(root, "packages/react"), encoding: "utf8" });
  expect(said.trim()).toBe("undefined function");
});

describe("the wrappers' READMEs", () => {
  const inBackQuotes = (path: string) => codeIn(readSource(path).replaceAll(/^```[\s\S]*?^```$/gm, ""));
  const short = [...events.keys()].map((name) => name.replace("tagdeck-", ""));
  const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const camel = (name: string) =>
    name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

  it("name every option and every event", () => {
    const react = inBackQuotes("packages/react/README.md");
    expect(react).toEqual(expect.arrayContaining([...options, ...short.map((name) => `on${camel(name)}`)]));
    const vue = inBackQuotes("packages/vue/README.md");
    expect(vue).toEqual(expect.arrayContaining([...options.map(kebab), ...short.map((name) => `@${name}`)]));
  });
});
