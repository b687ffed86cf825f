import { z } from "zod";
import { Email, LinkToken, Password, PersonName } from "../members/inputs.ts";
import { SettingsPatch } from "./settings.ts";

export const WorkspaceName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^\p{Cc}]+$/u);
// Its form has its own code, `workspace_slug_invalid` (parseSlug).
export const Slug = z.string().max(100);
export const TimeZone = z.string().max(100);

export const ZoneImpact = z.object({ timeZone: TimeZone });

export const UpdateWorkspace = z.object({
  name: WorkspaceName.optional(),
  timeZone: TimeZone.optional(),
  settings: SettingsPatch.optional(),
  /** Of the preview of another time zone: it is refused when temporary tags have been given more often since. */
  expectedCount: z.int().min(0).optional(),
});
export type UpdateWorkspace = z.infer<typeof UpdateWorkspace>;

export const CompleteSetup = z.object({
  token: LinkToken,
  workspaceName: WorkspaceName,
  slug: Slug,
  timeZone: TimeZone,
  name: PersonName,
  email: Email,
  password: Password,
});
export type CompleteSetup = z.infer<typeof CompleteSetup>;
