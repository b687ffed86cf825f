import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DatabaseHandle } from "./db/dialect.ts";
import { anApi, type TestApi } from "./testing/api.ts";
import { describeEachDatabase, type TestDatabase } from "./testing/databases.ts";
import { aStoredMember, aTag, aWorkspace, type TestWorkspace } from "./testing/fixtures.ts";
import { waitingForLock } from "./testing/locks.ts";
import { hostOrigin } from "./testing/tokens.ts";

const secretMessage = "password authentication failed for user mia at 10.0.0.7";

/** A database that fails in a way nobody foresaw, once it is told to. */
function breakable(handle: DatabaseHandle) {
  const state = { broken: false };
  const check = () => {
    if (state.broken) throw new Error(secretMessage);
  };
  const wrapped: DatabaseHandle = {
    ...handle,
    read: async (id, work) => {
      check();
      return handle.read(id, work);
    },
    write: async (id, work) => {
      check();
      return handle.write(id, work);
    },
  };
  return { state, wrapped };
}

describeEachDatabase("the HTTP side", (database) => {
  let api: TestApi;
  let workspace: TestWorkspace;
  let owner: Record<string, string>;
  let state: { broken: boolean };
  beforeAll(async () => {
    api = await anApi(database(), {
      wrap(handle) {
        const made = breakable(handle);
        state = made.state;
        return made.wrapped;
      },
    });
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
    owner = await api.signIn(await aStoredMember(workspace, "owner"), workspace.slug);
  });
  afterAll(() => api.stop());

  describe("when something fails that nobody foresaw", () => {
    it("masks it, and gives an id by which the log is found", async () => {
      state.broken = true;
      const answers = [
        await api.request("/trpc/tags.list?input={}", { headers: owner }),
        await api.post("/trpc/tags.create", { name: "VIP" }, owner),
        await api.post("/embed/session", { workspace: "x", token: "x" }, { origin: hostOrigin }),
        await api.request("/trpc/tags.list,tags.suggest?batch=1&input={}", { headers: owner }),
      ];
      state.broken = false;
      for (const answer of answers) {
        const text = await answer.text();
        expect(answer.status).toBe(500);
        expect(text).toContain('"internal"');
        for (const word of ["password", "mia", "10.0.0.7", "Error:", "at ", "/src/", "stack"]) {
          expect(text).not.toContain(word);
        }
        const id = answer.headers.get("x-request-id") ?? "none";
        expect(api.lines.some((line) => line.includes(id) && line.includes(secretMessage))).toBe(true);
      }
    });

    it("is not ready, says so without details, and is ready again", async () => {
      expect((await api.request("/readyz")).status).toBe(200);
      state.broken = true;
      const answer = await api.request("/readyz");
      const alive = await api.request("/healthz");
      state.broken = false;
      expect([answer.status, await answer.json()]).toEqual([503, { status: "database unavailable" }]);
      expect(alive.status).toBe(200);
      expect((await api.request("/readyz")).status).toBe(200);
    });
  });

  it.each([
    ["tags.create", { name: 5 }],
    ["tags.create", {}],
    ["tags.create", null],
    ["tags.create", "VIP"],
    ["tags.update", { id: -1 }],
    ["tags.update", { id: 1.5 }],
    ["tags.update", { id: 1, color: "red; background: url(x)" }],
    ["tags.list", { limit: 201 }],
    ["tags.list", { search: "x".repeat(201) }],
    ["assignments.change", { contact: { id: 1, externalId: "x" } }],
    ["assignments.change", { contact: { id: 1 }, add: Array.from({ length: 101 }, (_, i) => i + 1) }],
  ])("says what is wrong with the input of %s: %j", async (path, input) => {
    const answer = await api.call(path, input, owner);
    expect([answer.status, answer.code]).toEqual([400, "invalid_input"]);
  });

  it.each([
    ["tags.create", { name: "a\u0000b" }],
    ["tags.create", { name: "fine", description: "a\u0000b" }],
    ["tags.list", { search: "\u0000" }],
    ["tags.suggest", { query: "\u0000" }],
    ["contacts.list", { search: "\u0000" }],
    ["contacts.get", { contact: { externalId: "\u0000" } }],
    ["embed.revokeKey", { kid: "\u0000" }],
    ["embed.removeOrigin", { origin: "\u0000" }],
    ["workspace.update", { name: "\u0000" }],
    ["invitations.get", { token: "\u0000".repeat(30) }],
    ["tags.create", { name: "\ud800" }],
    ["contacts.list", { search: "\ud800" }],
  ])(
    "takes a text that a database cannot hold for wrong input, not for a fault: %s %j",
    async (path, input) => {
      expect((await api.call(path, input, owner)).code).not.toBe("internal");
    },
  );

  it("answers what is not there with a problem", async () => {
    for (const path of ["/trpc/no.such", "/nowhere", "/auth/nowhere", "/embed/nowhere", "/trpc", "/"]) {
      const answer = await api.request(path, { headers: owner });
      expect([path, answer.status]).toEqual([path, 404]);
    }
    expect(await (await api.request("/nowhere")).json()).toMatchObject({ code: "not_found", status: 404 });
  });

  it("sends the headers that keep answers where they belong", async () => {
    for (const path of ["/healthz", "/nowhere", "/trpc/tags.list?input={}", "/auth/get-session"]) {
      const { headers } = await api.request(path, { headers: owner });
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("strict-transport-security")).toContain("max-age=");
      expect(headers.get("x-powered-by")).toBeNull();
      expect(headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
    }
    for (const path of ["/trpc/tags.list?input={}", "/auth/get-session", "/trpc/no.such"]) {
      expect((await api.request(path, { headers: owner })).headers.get("cache-control")).toBe("no-store");
    }
  });

  describe("limits", () => {
    it("a body to 1 MiB, said or not", async () => {
      const large = JSON.stringify({ name: "x".repeat(1_100_000) });
      const headers = { ...owner, "content-type": "application/json" };
      for (const path of ["/trpc/tags.create", "/auth/sign-in/email", "/embed/session"]) {
        const said = await api.request(path, { method: "POST", headers, body: large });
        const body = new Blob([large]).stream();
        const streamed = await api.request(path, {
          method: "POST",
          headers,
          body,
          duplex: "half",
        } as RequestInit); // safe because fetch asks for duplex with a stream, whatever the type says
        for (const answer of [said, streamed]) {
          expect([path, answer.status]).toEqual([path, 400]);
          expect(await answer.json()).toMatchObject({ code: "invalid_input" });
        }
      }
    });

    it.each([",", "%2C", "%2c"])("a batch to 30 calls, separated by %s", async (comma) => {
      const batch = (n: number) => {
        const paths = Array.from({ length: n }, () => "workspace.get").join(comma);
        const input = encodeURIComponent(JSON.stringify({}));
        return api.request(`/trpc/${paths}?batch=1&input=${input}`, { headers: owner });
      };
      expect((await batch(30)).status).toBe(200);
      expect((await batch(31)).status).toBe(400);
    });
  });

  it("logs and counts requests without personal data, names or secrets", async () => {
    const before = api.lines.length;
    const words = ["mia.wang@example.com", "VIP-customer", "s3cret-token-of-somebody", "203.0.113.250"];
    const [mail = "", name = "", token = "", address = ""] = words;
    await api.request(
      `/trpc/contacts.list?input=${encodeURIComponent(JSON.stringify({ search: mail }))}`,
      { headers: owner },
      address,
    );
    await api.post("/trpc/tags.create", { name }, owner);
    await api.post("/auth/sign-in/email", { email: mail, password: token });
    await api.request(`/auth/reset-password/${token}?callbackURL=${mail}`);
    await api.request(`/${mail}/${name}`);
    await api.request(`/trpc/${mail}`);
    await api.request(`/trpc/tags.list,${mail}?batch=1`);
    await api.request(`/admin/invite?token=${token}`);
    await api.request("/trpc/tags.list", { headers: { authorization: `Bearer ${token}` } });
    await api.post("/embed/session", { workspace: workspace.slug, token });
    const lines = api.lines.slice(before);
    expect(lines.length).toBeGreaterThanOrEqual(10);
    const metrics = await (await api.request("/metrics")).text();
    expect(metrics).toContain("tagdeck_http_request_duration_seconds");
    for (const word of [...words, workspace.slug, "The owner"]) {
      expect(lines.join("").toLowerCase()).not.toContain(word.toLowerCase());
      expect(metrics.toLowerCase()).not.toContain(word.toLowerCase());
    }
  });

  it("keeps few series however many paths are tried", async () => {
    for (let i = 0; i < 60; i += 1) {
      await api.request(`/try-${i}/x`);
      await api.request(`/trpc/try${i}.x`);
      await api.request(`/auth/try-${i}`);
    }
    const metrics = await (await api.request("/metrics")).text();
    expect(metrics.split("\n").filter((line) => line.includes("try"))).toEqual([]);
  });
});

describeEachDatabase("a call that was chosen to end a deadlock", (database) => {
  it("is run again, over HTTP too", async () => {
    const { name, url }: TestDatabase = database();
    // Only a database with several connections has deadlocks.
    if (name === "sqlite") return;
    const api = await anApi(database());
    const workspace = await aWorkspace(database(), { kernel: api.services.kernel });
    const tag = await aTag(workspace);
    const owner = await api.signIn(await aStoredMember(workspace, "owner"), workspace.slug);
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    await other.query("set deadlock_timeout = '10s'");
    await other.query("begin");
    await other.query("update workspace set name = name where id = $1", [workspace.id]);
    const answer = api.call("tags.update", { id: tag.id, name: "After" }, owner);
    await waitingForLock(url);
    await other.query("select set_config('app.workspace_id', $1, true)", [workspace.id]);
    await other.query("select from tag where id = $1 for update", [tag.id]);
    await pause(50);
    await other.query("commit");
    await other.end();
    expect((await answer).code).toBe("ok");
    await api.stop();
  });
});
