import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, it } from "vitest";
import { changeTags } from "../assignments/service.ts";
import { anApi, type TestApi } from "../testing/api.ts";
import { describeEachDatabase } from "../testing/databases.ts";
import {
  aContact,
  aMember,
  anImport,
  aStoredMember,
  aTag,
  aWorkspace,
  type TestWorkspace,
} from "../testing/fixtures.ts";

const agent = aMember("agent");

describeEachDatabase("a history as a file", (database) => {
  let api: TestApi;
  let workspace: TestWorkspace;
  let headers: Record<string, string>;
  beforeAll(async () => {
    api = await anApi(database());
    workspace = await aWorkspace(database(), { kernel: api.services.kernel });
    const admin = await api.signIn(await aStoredMember(workspace, "admin"), workspace.slug);
    // A browser that follows a link sends the cookie alone.
    headers = { cookie: admin.cookie };
  });
  afterAll(() => api.stop());

  const fetchFile = (path: string, who = headers) =>
    api.request(`/history/${workspace.slug}/${path}`, { headers: who });
  async function rows(path: string) {
    const response = await fetchFile(path);
    expect(response.status).toBe(200);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(Array.from(bytes.slice(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    expect(text.replaceAll("\r\n", "")).not.toContain("\n");
    // safe because without columns it gives lists of text
    return parse(text, { bom: true }) as string[][];
  }

  it("has every entry in order, however many pages it was read in, and what each page shows", async () => {
    const tag = await aTag(workspace, { name: "=VIP" });
    const people = [];
    for (let i = 0; i < 230; i += 1) people.push({ externalId: `crm:csv ${i}`, name: `+Mei ${i}` });
    const ids: number[] = [];
    for (const person of people) ids.push((await aContact(workspace, person)).id);
    await anImport(workspace, { contacts: ids.slice(0, 2), tags: [tag.id] });
    await workspace.write(agent, async (ctx) => {
      for (const id of ids) await changeTags(ctx, { contact: { id }, add: [], remove: [tag.id] });
      for (const id of ids) await changeTags(ctx, { contact: { id }, add: [tag.id], remove: [] });
    });
    const [head, ...lines] = await rows(`tags/${tag.id}.csv`);
    expect(head?.slice(0, 3)).toEqual(["Time", "Event", "Contact ID"]);
    expect(lines).toHaveLength(233);
    const times = lines.map(([time = ""]) => time);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(times[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(lines.at(-1)).toEqual([
      times.at(-1),
      "added",
      "",
      "",
      "",
      "2",
      "test",
      "import",
      "crm.csv",
      "",
      "",
    ]);
    expect(new Set(lines.map((line) => line[4]))).toContain("'+Mei 7");
    expect(await rows(`tags/${tag.id}.csv?kind=removed&source=agent`)).toHaveLength(3);

    const mine = await rows(`contacts/${ids[0]}.csv`);
    expect(mine.slice(1).map((line) => line.slice(1, 6))).toEqual([
      ["added", String(tag.id), "'=VIP", "The agent", "agent"],
      ["removed", String(tag.id), "'=VIP", "The agent", "agent"],
      ["added", String(tag.id), "'=VIP", "test", "import"],
    ]);
    expect(await rows(`contacts/${ids[0]}.csv?kind=added&tag=${tag.id}`)).toHaveLength(3);
  });

  it("is for who may export, of this workspace alone, and refuses what makes no sense", async () => {
    const tag = await aTag(workspace);
    const other = await aWorkspace(database(), { kernel: api.services.kernel });
    const [theirs, theirContact] = [await aTag(other), await aContact(other)];
    const code = async (path: string, who?: Record<string, string>) => {
      const response = await fetchFile(path, who);
      return ((await response.json()) as { code: string }).code;
    };
    const viewer = await api.signIn(await aStoredMember(workspace, "viewer"), workspace.slug);
    expect(await code(`tags/${tag.id}.csv`, { cookie: viewer.cookie })).toBe("forbidden");
    expect(await code(`tags/${tag.id}.csv`, {})).toBe("unauthenticated");
    expect(await code(`tags/${theirs.id}.csv`)).toBe("tag_not_found");
    expect(await code(`contacts/${theirContact.id}.csv`)).toBe("contact_not_found");
    expect(await code(`tags/${tag.id}.csv?kind=nothing`)).toBe("invalid_input");
    const elsewhere = await api.request(`/history/${other.slug}/tags/${theirs.id}.csv`, { headers });
    expect(elsewhere.status).toBeGreaterThanOrEqual(401);
  });
});
