import { afterAll, beforeAll, expect, it } from "vitest";
import { anApi, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";
import { aSigningKey, aToken, hostOrigin, type SigningKey } from "../testing/tokens.ts";

const perMinute = 30;

describeEachDatabase("the exchange of panel tokens", (database) => {
  let api: TestApi;
  let workspace: TestWorkspace;
  let key: SigningKey;
  beforeAll(async () => {
    api = await anApi(database(), { panelSessionsPerMinute: perMinute });
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
    key = await aSigningKey(api, workspace);
  });
  afterAll(() => api.stop());

  function ask(token: string, from: string, path = "/embed/session", extra: Record<string, string> = {}) {
    const headers = { "content-type": "text/plain", origin: hostOrigin, ...extra };
    const body = JSON.stringify({ workspace: workspace.slug, token, code: token, origin: hostOrigin });
    return api.request(path, { method: "POST", headers, body }, from);
  }
  const statuses = async (answers: Promise<Response>[]) =>
    (await Promise.all(answers)).map(({ status }) => status);

  it("is for so many a minute and address, and then says when to come again", async () => {
    const tokens = await Promise.all(Array.from({ length: perMinute }, () => aToken(key)));
    const good = await statuses(tokens.map((token) => ask(token, "198.51.100.1")));
    expect(good).toEqual(tokens.map(() => 200));
    const refused = await ask(await aToken(key), "198.51.100.1");
    expect(refused.status).toBe(429);
    const seconds = Number(refused.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(await refused.json()).toMatchObject({ code: "rate_limited", details: { seconds } });
    // A page can read it: the panel waits for so long.
    expect(refused.headers.get("access-control-allow-origin")).toBe(hostOrigin);
    expect(refused.headers.get("access-control-expose-headers")).toContain("retry-after");
    expect((await ask(await aToken(key), "198.51.100.2")).status).toBe(200);
  });

  it("stops who guesses much sooner, whatever address they claim, also at the frame's codes", async () => {
    for (const [path, from] of [
      ["/embed/session", "198.51.100.3"],
      ["/embed/grant", "198.51.100.4"],
    ] as const) {
      const answers: number[] = [];
      for (let tried = 0; tried < 4; tried += 1) answers.push((await ask("a.b.c", from, path)).status);
      expect(answers.map((status) => status === 429)).toEqual([false, false, false, true]);
      const elsewhere = await ask("a.b.c", from, path, { "x-forwarded-for": "192.0.2.9" });
      expect(elsewhere.status).toBe(429);
    }
  });
});
