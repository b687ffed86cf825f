import { DomainError } from "@tagdeck/core/errors";
import { WorkspaceName } from "@tagdeck/core/workspaces/inputs";
import { parseSlug, parseTimeZone } from "@tagdeck/core/workspaces/workspace";
import type { Kernel } from "../context.ts";
import * as workspaces from "./store.ts";

/**
 * Makes an empty workspace.
 *
 * @throws DomainError `workspace_slug_invalid`, `workspace_slug_taken`, `time_zone_invalid`, `invalid_input`
 */
export async function openWorkspace(
  kernel: Kernel,
  input: { slug: string; name: string; timeZone: string },
): Promise<void> {
  const slug = parseSlug(input.slug);
  const timeZone = parseTimeZone(input.timeZone);
  const name = WorkspaceName.safeParse(input.name);
  if (!name.success) throw new DomainError("invalid_input", { issues: name.error.issues });
  const row = await kernel.database.write(null, (db) =>
    workspaces.insert(db, { slug, name: name.data, timeZone }, kernel.now()),
  );
  if (!row) throw new DomainError("workspace_slug_taken");
}
