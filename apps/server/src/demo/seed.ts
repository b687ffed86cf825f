import { randomBytes } from "node:crypto";
import { changeTags } from "@tagdeck/api/assignments/service";
import { sweep } from "@tagdeck/api/assignments/sweep";
import { createSeal } from "@tagdeck/api/auth/seal";
import * as users from "@tagdeck/api/auth/users";
import * as candidates from "@tagdeck/api/contacts/candidates";
import * as contacts from "@tagdeck/api/contacts/store";
import {
  bind,
  type Context,
  inTransaction,
  inWorkspace,
  type Kernel,
  type Principal,
} from "@tagdeck/api/context";
import * as embed from "@tagdeck/api/embed/store";
import * as members from "@tagdeck/api/members/store";
import { addTag } from "@tagdeck/api/tags/add";
import * as workspaces from "@tagdeck/api/workspaces/store";
import { demoAgents } from "@tagdeck/console/agents";
import { type Role, roles } from "@tagdeck/core/members/roles";
import { demoDataset, type DemoDataset } from "./dataset.ts";

export const demoPassword = "tagdeck-demo";
export const demoSlug = "demo";
const timeZone = "Asia/Taipei";
const names: Record<Role, string> = {
  owner: "Olivia Park",
  admin: "Ada Lin",
  agent: "Noah Reed",
  viewer: "Victor Hale",
};
type Staff = Record<Role, Principal>;

const system = { kind: "system", name: "demo" } as const;

/** Makes the demo workspace with its people and 90 days of tagging. False when it is there already. */
export async function seedDemo(kernel: Kernel): Promise<boolean> {
  const workspaceId = (await findDemo(kernel)) ?? (await addWorkspace(kernel));
  const filled = await inWorkspace(kernel, { workspaceId, principal: system }, (ctx) =>
    candidates.newest(ctx, null, 1),
  );
  if (filled.length > 0) return false;
  const staff = await readStaff(kernel, workspaceId);
  await fill(kernel, workspaceId, staff, demoDataset(kernel.now()));
  return true;
}

/** Lets pages of these origins show the panel, and answers the key with which the demo console signs. */
export async function openDemoPanel(
  kernel: Kernel,
  secret: string,
  origins: readonly string[],
): Promise<{ kid: string; secret: string }> {
  const workspaceId = await findDemo(kernel);
  if (workspaceId === undefined) throw new Error("the demo workspace is not there");
  const seal = createSeal(secret);
  return inTransaction(kernel, { workspaceId, principal: system }, async (ctx) => {
    for (const origin of origins) await embed.addOrigin(ctx, origin);
    for (const key of await embed.liveKeys(ctx)) {
      if (!key.kid.startsWith("demo-") || key.secret === null) continue;
      try {
        return { kid: key.kid, secret: seal.open(key.secret) };
      } catch {
        // Sealed with another installation's secret: of no use to anybody any more.
        await embed.revokeKey(ctx, key.id);
      }
    }
    const signing = randomBytes(32).toString("base64url");
    const kid = `demo-${randomBytes(4).toString("hex")}`;
    await embed.insertKey(ctx, { kid, alg: "HS256", secret: seal.seal(signing), publicKey: null });
    return { kid, secret: signing };
  });
}

async function findDemo({ database }: Kernel): Promise<number | undefined> {
  return (await database.read(null, (db) => workspaces.findBySlug(db, demoSlug)))?.id;
}

async function addWorkspace({ database, now }: Kernel): Promise<number> {
  const passwordHash = await users.hashNewPassword(demoPassword);
  return database.write(null, async (db) => {
    const row = await workspaces.insert(db, { slug: demoSlug, name: "Kite & Pine", timeZone }, now());
    if (!row) throw new Error("the demo workspace was made by another process just now");
    for (const role of roles) {
      const email = `${role}@example.com`;
      const made = await users.insert(db, { name: names[role], email, passwordHash }, now());
      const user = made ?? (await users.findByEmail(db, email));
      if (!user) throw new Error("an address is taken by a user");
      await members.insert(db, { workspaceId: row.id, userId: user.id, role }, now());
    }
    return row.id;
  });
}

async function readStaff(kernel: Kernel, workspaceId: number): Promise<Staff> {
  const rows = await inWorkspace(kernel, { workspaceId, principal: system }, (ctx) => members.list(ctx));
  const of = (role: Role): Principal => {
    const row = rows.find((member) => member.email === `${role}@example.com`);
    return row ? { kind: "member", userId: row.user_id, memberId: row.id, name: row.name, role } : system;
  };
  return { viewer: of("viewer"), agent: of("agent"), admin: of("admin"), owner: of("owner") };
}

// One transaction, through the product's own services, each change at its own time and by its own person.
async function fill(kernel: Kernel, workspaceId: number, staff: Staff, data: DemoDataset): Promise<void> {
  await kernel.database.write(workspaceId, async (db) => {
    const base = await bind(kernel, db, { workspaceId, principal: staff.owner }, () => undefined);
    const at = (now: number, who: Principal): Context => ({ ...base, now, principal: who });

    const tagIds: number[] = [];
    for (const { createdAt, ...tag } of data.tags) {
      tagIds.push((await addTag(at(createdAt, staff.admin), tag)).id);
    }
    const contactIds: number[] = [];
    for (const { createdAt, ...claims } of data.contacts) {
      contactIds.push((await contacts.insert(at(createdAt, system), claims)).id);
    }
    for (const event of data.events) {
      const [tagId, id] = [tagIds[event.tag], contactIds[event.contact]];
      if (tagId === undefined || id === undefined)
        throw new Error("an event of a tag or contact that is not there");
      await changeTags(at(event.at, personOf(event.by, staff)), {
        contact: { id },
        add: event.kind === "added" ? [tagId] : [],
        remove: event.kind === "removed" ? [tagId] : [],
      });
    }
    while ((await sweep(at(kernel.now(), system), 1_000)) > 0);
  });
}

function personOf(by: string, staff: Staff): Principal {
  if (by === "agent" || by === "admin") return staff[by];
  const agentId = demoAgents.find(({ name }) => name === by)?.id ?? by.toLowerCase().replaceAll(" ", "-");
  return { kind: "panel", agentId, name: by, role: "agent", origin: "", contacts: null, claims: null };
}
