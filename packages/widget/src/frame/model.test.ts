import type { FrameSetting } from "@tagdeck/core/embed/session";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aFrame, site } from "../testing/fake-host.ts";
import { readAddress } from "./address.ts";
import { createGrantStore } from "./grant.ts";
import { createFrameModel } from "./model.ts";

const own = "https://tags.example.com";
const grantOf = (grant: string) => ({ grant, expiresAt: new Date(Date.now() + 3_600_000).toISOString() });

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  sessionStorage.clear();
});

function aModel({ search = "", setting = {}, popup = {} as object | null } = {}) {
  const { view } = aFrame(search);
  const opened: string[] = [];
  Object.assign(view, {
    open(url: string) {
      opened.push(url);
      return popup;
    },
  });
  const grants = createGrantStore("acme", () => sessionStorage);
  const full: FrameSetting = { workspace: "acme", origins: [site], grant: null, problem: null, ...setting };
  const frame = createFrameModel({
    view: view as unknown as Window, // safe because the model uses nothing else of it
    setting: full,
    address: readAddress(search),
    grants,
    looks: () => ({ locale: "ja", theme: "dark" }),
  });
  const say = (data: object, from: { source?: unknown; origin?: string } = {}) =>
    view.dispatchEvent(
      Object.assign(new Event("message"), { data, source: from.source ?? popup, origin: from.origin ?? own }),
    );
  return { frame, grants, opened, say, kind: () => frame.state.value.kind };
}

const request = { contact: "crm:1", contacts: ["crm:1"] };

describe("the frame", () => {
  const troubles: [string, Parameters<typeof aModel>[0], string][] = [
    ["no such workspace", { setting: { workspace: null } }, "workspace"],
    ["a Zendesk that did not sign", { search: "?host=zendesk" }, "zendesk-unsigned"],
    [
      "a token that was used",
      { search: "?host=zendesk", setting: { problem: { code: "token_replayed", reason: null } } },
      "zendesk-ended",
    ],
    [
      "a token that is over",
      { search: "?host=zendesk", setting: { problem: { code: "token_expired", reason: null } } },
      "zendesk-ended",
    ],
    [
      "a Zendesk that is not allowed",
      { search: "?host=zendesk", setting: { problem: { code: "origin_not_allowed", reason: null } } },
      "zendesk-site",
    ],
    [
      "a signature that does not fit",
      { search: "?host=zendesk", setting: { problem: { code: "token_invalid", reason: "claim_aud" } } },
      "zendesk-refused",
    ],
  ];
  it.each(troubles)("says what is the matter: %s", (_, given, kind) => {
    expect(aModel(given).frame.state.value).toMatchObject({ kind: "trouble", trouble: { kind } });
  });

  it("waits for its host, and says after a while that it is silent, until it speaks", () => {
    vi.useFakeTimers();
    const { frame, kind } = aModel();
    expect(kind()).toBe("waiting");
    vi.advanceTimersByTime(10_000);
    expect(frame.state.value).toMatchObject({ trouble: { kind: "silent", sites: [site] } });
    frame.connected(site);
    expect(kind()).toBe("sign-in");
  });

  it("shows the panel by the host's tokens, and says at which site they were given", async () => {
    const { frame, kind } = aModel();
    frame.connected(site, () => Promise.resolve("a.b.c"));
    expect(kind()).toBe("panel");
    expect(await frame.token(request)).toBe(`${site} a.b.c`);
    frame.refused();
    expect(kind()).toBe("panel");
  });

  it("shows the panel by Zendesk's signature, and asks to be loaded anew when that is over", async () => {
    const { frame, kind } = aModel({ search: "?host=zendesk", setting: { grant: "tdf_z" } });
    frame.connected(site);
    expect([kind(), await frame.token(request)]).toEqual(["panel", `${site} tdf_z`]);
    frame.refused();
    expect(frame.state.value).toMatchObject({ trouble: { kind: "zendesk-ended" } });
  });

  it("believes the first site that it is connected with", async () => {
    const { frame } = aModel({ search: "?host=zendesk", setting: { grant: "tdf_z" } });
    frame.connected(site);
    frame.connected("https://other.example.com");
    expect(await frame.token(request)).toBe(`${site} tdf_z`);
  });
});

describe("a member's frame", () => {
  const signedIn = (opened: string | undefined, overrides: object = {}) => {
    const nonce = new URL(opened ?? "").searchParams.get("nonce");
    return { tagdeck: 1, type: "signed-in", nonce, code: "the code", ...overrides };
  };
  const claiming = (response: () => Response) => {
    const asked: unknown[] = [];
    vi.stubGlobal("fetch", (_: string, init: RequestInit) => {
      asked.push(JSON.parse(String(init.body)));
      return Promise.resolve(response());
    });
    return asked;
  };

  it("asks to sign in in a window that knows the site, and takes up its code", async () => {
    const asked = claiming(() => Response.json(grantOf("tdf_1")));
    const { frame, opened, say, kind, grants } = aModel();
    frame.connected(site);
    expect(kind()).toBe("sign-in");
    frame.signIn();
    const url = new URL(opened[0] ?? "");
    expect(url.origin + url.pathname).toBe(`${own}/embed/sign-in`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      workspace: "acme",
      host: site,
      locale: "ja",
      theme: "dark",
    });
    say(signedIn(opened[0]));
    await vi.waitFor(() => expect(kind()).toBe("panel"));
    expect(asked).toEqual([{ workspace: "acme", origin: site, code: "the code" }]);
    expect(await frame.token(request)).toBe(`${site} tdf_1`);
    expect(grants.get(site)).toBe("tdf_1");
  });

  it("listens to nobody but that window, on our own origin, with its nonce", () => {
    const asked = claiming(() => Response.json(grantOf("tdf_1")));
    const { frame, opened, say, kind } = aModel();
    frame.connected(site);
    frame.signIn();
    say(signedIn(opened[0]), { origin: site });
    say(signedIn(opened[0]), { source: {} });
    say(signedIn(opened[0], { nonce: "guessed" }));
    say(signedIn(opened[0], { type: "hello" }));
    expect([kind(), asked]).toEqual(["sign-in", []]);
  });

  it("goes by a code that is pasted where no window opens, and tells when it is no good", async () => {
    const answers = [
      Response.json({ code: "token_invalid", details: {} }, { status: 401 }),
      Response.json(grantOf("tdf_1")),
    ];
    claiming(() => answers.shift() ?? Response.error());
    const { frame, kind } = aModel({ popup: null });
    const links: string[] = [];
    frame.opensBy((url) => links.push(url));
    frame.connected(site);
    frame.signIn();
    expect(frame.window.value).toMatchObject({ opened: false });
    expect(links).toEqual([frame.window.value?.url]);
    expect(links[0]).not.toContain("nonce");
    await frame.takeUp("wrong");
    expect([kind(), frame.problem.value?.code]).toEqual(["sign-in", "token_invalid"]);
    await frame.takeUp(" right ");
    expect([kind(), frame.problem.value]).toEqual(["panel", null]);
  });

  it("is open at once where it was before, and asks again when it is refused", () => {
    createGrantStore("acme", () => sessionStorage).keep(site, grantOf("tdf_kept"));
    const { frame, kind, grants } = aModel();
    frame.connected(site);
    expect(kind()).toBe("panel");
    frame.refused();
    expect([kind(), grants.get(site)]).toEqual(["sign-in", null]);
  });
});
