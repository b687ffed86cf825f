import { afterAll, beforeAll, expect, it } from "vitest";
import { anApi, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aStoredMember, aWorkspace } from "../testing/fixtures.ts";
import { aSigningKey, hostOrigin } from "../testing/tokens.ts";

describeEachDatabase("pages of other origins", (database) => {
  let api: TestApi;
  let owner: Record<string, string>;
  beforeAll(async () => {
    api = await anApi(database());
    const workspace = await aWorkspace(database(), { kernel: api.services.kernel });
    owner = await api.signIn(await aStoredMember(workspace, "owner"), workspace.slug);
    await aSigningKey(api, workspace);
  });
  afterAll(() => api.stop());

  const preflight = (path: string, origin: string, method = "POST") =>
    api.request(path, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": method,
        "access-control-request-headers": "authorization,content-type",
      },
    });

  it.each(["/trpc/assignments.change", "/embed/session"])(
    "that a workspace lists: %s answers",
    async (path) => {
      const asked = await preflight(path, hostOrigin);
      expect(asked.status).toBe(204);
      expect(asked.headers.get("access-control-allow-origin")).toBe(hostOrigin);
      const headers = asked.headers.get("access-control-allow-headers");
      for (const name of ["authorization", "x-tagdeck-sessions"]) expect(headers).toContain(name);
      const answered = await api.post(path, {}, { origin: hostOrigin });
      expect(answered.headers.get("access-control-allow-origin")).toBe(hostOrigin);
      for (const { headers: given } of [asked, answered]) {
        expect(given.get("vary")?.toLowerCase()).toContain("origin");
        expect(given.get("access-control-allow-credentials")).toBeNull();
      }
    },
  );

  it.each(["https://evil.example.com", "null", `${hostOrigin}.evil.example.com`, "*"])(
    "that none lists, nothing may be read: %s",
    async (origin) => {
      for (const path of ["/trpc/tags.list", "/embed/session"]) {
        const asked = await preflight(path, origin);
        expect(asked.status).toBe(403);
        const answered = await api.post(path, {}, { origin });
        for (const { headers } of [asked, answered]) {
          expect(headers.get("access-control-allow-origin")).toBeNull();
        }
      }
    },
  );

  it("whatever they are, sign-in is not for them", async () => {
    const asked = await preflight("/auth/sign-in/email", hostOrigin);
    expect(asked.headers.get("access-control-allow-origin")).toBeNull();
    const answered = await api.post("/auth/sign-in/email", {}, { origin: hostOrigin });
    expect(answered.headers.get("access-control-allow-origin")).toBeNull();
  });

  it("a member's cookie is of no use to a page of a listed origin", async () => {
    const answer = await api.call("tags.list", {}, { ...owner, origin: hostOrigin });
    expect(answer.code).toBe("unauthenticated");
  });
});
