import type { Db } from "../db/dialect.ts";

export async function insert(
  db: Db,
  key: { workspaceId: number; name: string; prefix: string; tokenHash: string; scopes: string },
  now: number,
): Promise<void> {
  await db
    .insertInto("api_key")
    .values({
      workspace_id: key.workspaceId,
      name: key.name,
      prefix: key.prefix,
      token_hash: key.tokenHash,
      scopes: key.scopes,
      created_at: now,
    })
    .execute();
}
