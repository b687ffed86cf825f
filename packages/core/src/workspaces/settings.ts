import { z } from "zod";

const fields = {
  /** Longest tag name, in graphemes. */
  tagNameMax: z.int().min(20).max(100),
  /** Most live tags a contact may have. */
  contactTagMax: z.int().min(1).max(500),
  agentsMayCreate: z.boolean(),
  /** Whether agents may rename and recolour tags. */
  agentsMayEdit: z.boolean(),
  /** Whether a host may sign panel tokens with the role admin. */
  panelAdmins: z.boolean(),
  /** How long a change can be undone, in days. */
  undoDays: z.int().min(1).max(365),
};

/** A workspace's settings, stored as JSON; a field that is absent has its default. */
export const WorkspaceSettings = z.object({
  tagNameMax: fields.tagNameMax.default(50),
  contactTagMax: fields.contactTagMax.default(100),
  agentsMayCreate: fields.agentsMayCreate.default(true),
  agentsMayEdit: fields.agentsMayEdit.default(false),
  panelAdmins: fields.panelAdmins.default(false),
  undoDays: fields.undoDays.default(30),
});
export type WorkspaceSettings = z.infer<typeof WorkspaceSettings>;

/** A change of some settings. Without defaults: `WorkspaceSettings.partial()` would reset the others. */
export const SettingsPatch = z.object(fields).partial();

export const defaultSettings: WorkspaceSettings = WorkspaceSettings.parse({});
