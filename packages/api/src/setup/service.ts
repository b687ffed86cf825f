import { DomainError } from "@tagdeck/core/errors";
import type { CompleteSetup } from "@tagdeck/core/workspaces/inputs";
import { parseSlug, parseTimeZone } from "@tagdeck/core/workspaces/workspace";
import { newToken } from "../auth/token.ts";
import * as users from "../auth/users.ts";
import type { Kernel } from "../context.ts";
import * as members from "../members/store.ts";
import * as workspaces from "../workspaces/store.ts";
import * as setup from "./store.ts";

/** A one-time link's token to make the first workspace and its owner; null when there is a workspace. */
export async function openSetup(kernel: Kernel): Promise<string | null> {
  return kernel.database.write(null, async (db) => {
    if ((await workspaces.listIds(db)).length > 0) return null;
    const token = newToken();
    await setup.insert(db, token, kernel.now());
    return token;
  });
}

export async function checkSetup(kernel: Kernel, token: string): Promise<{ ok: true }> {
  const open = await kernel.database.read(null, (db) => setup.isOpen(db, token));
  if (!open) throw new DomainError("setup_link_invalid");
  return { ok: true };
}

export async function completeSetup(kernel: Kernel, input: CompleteSetup): Promise<{ workspace: string }> {
  const slug = parseSlug(input.slug);
  const timeZone = parseTimeZone(input.timeZone);
  await checkSetup(kernel, input.token);
  const passwordHash = await users.hashNewPassword(input.password);
  await kernel.database.write(null, async (db) => {
    const now = kernel.now();
    if (!(await setup.isOpen(db, input.token))) throw new DomainError("setup_link_invalid");
    if (!(await setup.use(db, input.token, now))) throw new DomainError("setup_link_invalid");
    const workspace = await workspaces.insert(db, { slug, name: input.workspaceName, timeZone }, now);
    if (!workspace) throw new DomainError("workspace_slug_taken");
    const owner = await users.insert(db, { name: input.name, email: input.email, passwordHash }, now);
    if (!owner) throw new DomainError("member_exists");
    await members.insert(db, { workspaceId: workspace.id, userId: owner.id, role: "owner" }, now);
  });
  return { workspace: slug };
}
