import { DomainError } from "@tagdeck/core/errors";
import { permissions } from "@tagdeck/core/members/roles";
import { hashToken, newToken } from "../auth/token.ts";
import type { Kernel } from "../context.ts";
import * as workspaces from "../workspaces/store.ts";
import * as keys from "./store.ts";

/**
 * Makes an API key and answers it once; only its hash is kept.
 *
 * @throws DomainError `workspace_not_found`, `invalid_input` (an unknown scope)
 */
export async function createKey(
  kernel: Kernel,
  input: { workspace: string; name: string; scopes: string },
): Promise<string> {
  const scopes = input.scopes.split(/[\s,]+/).filter((scope) => scope !== "");
  const unknown = scopes.filter((scope) => scope !== "all" && !permissions.some((known) => known === scope));
  if (unknown.length > 0) throw new DomainError("invalid_input", { unknownScopes: unknown });
  const key = newToken("tdk_");
  await kernel.database.write(null, async (db) => {
    const workspace = await workspaces.findBySlug(db, input.workspace);
    if (!workspace) throw new DomainError("workspace_not_found");
    await keys.insert(
      db,
      {
        workspaceId: workspace.id,
        name: input.name,
        prefix: key.slice(0, 12),
        tokenHash: hashToken(key),
        scopes: scopes.join(" "),
      },
      kernel.now(),
    );
  });
  return key;
}
