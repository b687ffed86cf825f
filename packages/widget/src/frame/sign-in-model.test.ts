import { afterEach, expect, it, vi } from "vitest";
import { createSignInModel, readSignInAddress } from "./sign-in-model.ts";

const site = "https://desk.example.com";
const own = "https://tags.example.com";
const user = { id: "u1", name: "Amy Lin", email: "amy@example.com" };
const acme = { slug: "acme", name: "Acme", role: "agent" };

afterEach(() => vi.unstubAllGlobals());

type Server = { signedIn: boolean; workspaces?: object[]; refusal?: string; secondStep?: boolean };

function aPage(server: Server, { opener = true, nonce = "n1" as string | null } = {}) {
  const posted: unknown[] = [];
  const asked: string[] = [];
  const headers: (string | null)[] = [];
  const problem = (code: string, status: number) =>
    Response.json({ error: { data: { domainCode: code, details: {} } } }, { status });
  vi.stubGlobal("fetch", async (url: string, init?: RequestInit) => {
    asked.push(url);
    if (url === "/trpc/session.get") {
      if (!server.signedIn) return problem("unauthenticated", 401);
      return Response.json({ result: { data: { user, workspaces: server.workspaces ?? [acme] } } });
    }
    if (url === "/auth/sign-in/email") {
      const right = String(init?.body).includes("correct horse");
      if (right && server.secondStep) return Response.json({ twoFactorRedirect: true });
      server.signedIn = right;
      return Response.json({}, { status: right ? 200 : 401 });
    }
    if (url.startsWith("/auth/two-factor/")) {
      const good = url.endsWith("totp") ? '{"code":"123456"}' : '{"code":"abcde-12345"}';
      server.signedIn = init?.body === good;
      return Response.json({}, { status: server.signedIn ? 200 : 401 });
    }
    if (url === "/auth/sign-out") {
      server.signedIn = false;
      return Response.json({});
    }
    headers.push(new Headers(init?.headers).get("x-tagdeck-workspace"));
    if (server.refusal) return problem(server.refusal, 403);
    return Response.json({ result: { data: { code: "tdf_code" } } });
  });
  let closed = false;
  const view = {
    location: { origin: own },
    opener: opener ? { postMessage: (...message: unknown[]) => posted.push(message) } : null,
    close: () => (closed = true),
  };
  const address = { workspace: "acme", site, nonce, locale: null };
  const model = createSignInModel(view as unknown as Window, address); // safe because the model uses nothing else of it
  return { model, posted, asked, headers, closed: () => closed, kind: () => model.state.value.kind };
}

it("reads from its address where the panel will be", () => {
  const search = `?workspace=acme&host=${encodeURIComponent(site)}&nonce=n&locale=ja`;
  expect(readSignInAddress(search)).toEqual({ workspace: "acme", site, nonce: "n", locale: "ja" });
  expect(readSignInAddress("")).toEqual({ workspace: "", site: "", nonce: null, locale: null });
});

it("asks who one is, and for a yes, before it opens anything", async () => {
  const { model, kind, asked } = aPage({ signedIn: false });
  await model.begin();
  expect(kind()).toBe("form");
  await model.signIn("amy@example.com", "wrong");
  expect([kind(), model.problem.value?.code]).toEqual(["form", "password_wrong"]);
  await model.signIn("amy@example.com", "correct horse");
  expect(model.state.value).toMatchObject({ kind: "confirm", person: user, workspace: { role: "agent" } });
  expect(asked.some((url) => url.includes("openFrame"))).toBe(false);
  await model.signOut();
  expect(kind()).toBe("form");
});

it.each(["123 456", " abcde-12345 "])("asks for the second step where there is one: %s", async (code) => {
  const { model, kind } = aPage({ signedIn: false, secondStep: true });
  await model.begin();
  await model.signIn("amy@example.com", "correct horse");
  expect(kind()).toBe("second-step");
  await model.verify("000000");
  expect([kind(), model.problem.value?.code]).toEqual(["second-step", "code_wrong"]);
  await model.verify(code);
  expect(kind()).toBe("confirm");
});

it("hands the code to the page that opened it, to ours alone, and goes", async () => {
  const { model, posted, headers, closed, kind } = aPage({ signedIn: true });
  await model.begin();
  await model.open();
  expect(posted).toEqual([[{ tagdeck: 1, type: "signed-in", nonce: "n1", code: "tdf_code" }, own]]);
  expect([headers, closed(), kind()]).toEqual([["acme"], true, "done"]);
});

it.each([
  ["nobody opened it", { opener: false }],
  ["it was opened by a link", { nonce: null }],
])("shows the code to be copied where %s", async (_, how) => {
  const { model, posted } = aPage({ signedIn: true }, how);
  await model.begin();
  await model.open();
  expect([model.state.value, posted]).toEqual([{ kind: "code", code: "tdf_code" }, []]);
});

it("opens nothing for strangers, nor at a site that is not allowed", async () => {
  const stranger = aPage({ signedIn: true, workspaces: [] });
  await stranger.model.begin();
  expect(stranger.kind()).toBe("stranger");
  const elsewhere = aPage({ signedIn: true, refusal: "origin_not_allowed" });
  await elsewhere.model.begin();
  await elsewhere.model.open();
  expect([elsewhere.kind(), elsewhere.model.problem.value?.code]).toEqual(["confirm", "origin_not_allowed"]);
  expect(elsewhere.posted).toEqual([]);
});
