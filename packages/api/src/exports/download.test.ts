import { afterAll, beforeAll, expect, it } from "vitest";
import type { Export } from "@tagdeck/core/exports/export";
import { createKey } from "../keys/service.ts";
import { anApi, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import { aStoredMember, aTag, aWorkspace, type TestWorkspace } from "../testing/fixtures.ts";

const day = 86_400_000;

describeEachDatabase("fetching an export", (database) => {
  let api: TestApi;
  let workspace: TestWorkspace;
  let admin: Record<string, string>;
  beforeAll(async () => {
    api = await anApi(database());
    await api.startJobs();
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
    await aTag(workspace, { name: "VIP" });
    admin = await api.signIn(await aStoredMember(workspace, "admin"), workspace.slug);
  });
  afterAll(() => api.stop());

  // safe because it is only read, and a wrong shape fails the test
  const ask = async (headers: Record<string, string>) =>
    (await api.call("exports.create", { kind: "tags", preset: "summary" }, headers)).data as Export;

  async function anExport(headers = admin): Promise<Export> {
    const { id } = await ask(headers);
    const find = async () => (await api.call("exports.get", { id }, headers)).data as Export;
    await expect.poll(async () => (await find()).status, { timeout: 10_000, interval: 20 }).toBe("done");
    return find();
  }
  const fetchFile = (id: number | string, headers: Record<string, string>, method = "GET") =>
    // A browser that follows a link sends the cookie, and neither of our headers.
    api.request(`/exports/${workspace.slug}/${id}/file`, { method, headers });
  const browser = () => ({ cookie: admin["cookie"] ?? "" });
  const code = async (response: Response) => [
    response.status,
    ((await response.json()) as { code: string }).code,
  ];

  it("gives the file by a plain link, as an attachment that no browser opens or keeps", async () => {
    const { id, file } = await anExport();
    const response = await fetchFile(id, browser());
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("Tag Name,Number of tagged contacts\r\nVIP,0\r\n");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename=${file?.name}`,
      "content-length": String(file?.size),
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(file?.name).toMatch(new RegExp(`^${workspace.slug}-tags-\\d{4}-\\d\\d-\\d\\d\\.csv$`));
    const head = await fetchFile(id, browser(), "HEAD");
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([
      200,
      String(file?.size),
      "",
    ]);
  });

  it("begins with the mark that Excel knows UTF-8 by", async () => {
    const bytes = new Uint8Array(await (await fetchFile((await anExport()).id, browser())).arrayBuffer());
    expect([...bytes].slice(0, 3)).toEqual([0xef, 0xbb, 0xbf]);
  });

  it("gives it to another admin of the workspace, and to a key that may", async () => {
    const { id } = await anExport();
    const other = await api.signIn(await aStoredMember(workspace, "owner"), workspace.slug);
    const key = await createKey(api.services.kernel, {
      workspace: workspace.slug,
      name: "Sync",
      scopes: "exports.create",
    });
    for (const headers of [other, { authorization: `Bearer ${key}` }]) {
      expect((await fetchFile(id, headers)).status).toBe(200);
    }
    // What a program asks for is told to nobody: it looks.
    const asked = await anExport({ authorization: `Bearer ${key}` });
    expect((await fetchFile(asked.id, browser())).status).toBe(200);
  });

  it("is not there for anybody else", async () => {
    const { id } = await anExport();
    const elsewhere = await aWorkspace(database(), { kernel: api.services.kernel });
    const stranger = await api.signIn(await aStoredMember(elsewhere, "owner"), elsewhere.slug);
    const strangerKey = await createKey(api.services.kernel, {
      workspace: elsewhere.slug,
      name: "Sync",
      scopes: "all",
    });
    const key = await createKey(api.services.kernel, {
      workspace: workspace.slug,
      name: "Sync",
      scopes: "tags.read contacts.read",
    });
    const agent = await api.signIn(await aStoredMember(workspace, "agent"), workspace.slug);
    const viewer = await api.signIn(await aStoredMember(workspace, "viewer"), workspace.slug);
    for (const headers of [{ authorization: `Bearer ${strangerKey}` }, { authorization: `Bearer ${key}` }]) {
      expect(await code(await fetchFile(id, headers))).toEqual([404, "export_not_found"]);
    }
    for (const headers of [agent, viewer]) {
      expect(await code(await fetchFile(id, headers))).toEqual([404, "export_not_found"]);
    }
    expect(await code(await fetchFile(id, stranger))).toEqual([404, "workspace_not_found"]);
    // In their own workspace it has no such number.
    const own = await api.request(`/exports/${elsewhere.slug}/${id}/file`, { headers: stranger });
    expect(await code(own)).toEqual([404, "export_not_found"]);
    expect(await code(await fetchFile(id, {}))).toEqual([401, "unauthenticated"]);
    const from = { ...browser(), origin: "https://evil.example.com" };
    expect(await code(await fetchFile(id, from))).toEqual([401, "unauthenticated"]);
    for (const unknown of [id + 1_000, "0", "x", "1/..", "99999999999999999"]) {
      expect((await fetchFile(unknown, browser())).status).toBe(404);
    }
  });

  it("says that a file is not there yet, and after seven days not any more", async () => {
    const { id } = await anExport();
    await workspace.write({ kind: "system", name: "test" }, (ctx) =>
      ctx.db.updateTable("export").set({ expires_at: null }).where("id", "=", id).execute(),
    );
    expect(await code(await fetchFile(id, browser()))).toEqual([409, "export_not_ready"]);
    const later = await anExport();
    api.advance(7 * day - 60_000);
    expect((await fetchFile(later.id, browser(), "HEAD")).status).toBe(200);
    api.advance(120_000);
    expect(await code(await fetchFile(later.id, browser()))).toEqual([404, "export_expired"]);
    api.advance(-7 * day - 60_000);
  });
});
