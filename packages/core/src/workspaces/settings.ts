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
  /** Whether lists show counts as they are now, or as of the last full hour. */
  countMode: z.enum(["live", "hourly"]),
  /** Deleting tags that more contacts have than this asks for the number to be typed. */
  typeCountAbove: z.int().min(0).max(1_000_000),
  /** Whether members need a second step to sign in, where they sign in by password. */
  requireTwoFactor: z.boolean(),
};

/** A workspace's settings, stored as JSON; a field that is absent has its default. */
export const WorkspaceSettings = z.object({
  tagNameMax: fields.tagNameMax.default(50),
  contactTagMax: fields.contactTagMax.default(100),
  agentsMayCreate: fields.agentsMayCreate.default(true),
  agentsMayEdit: fields.agentsMayEdit.default(false),
  panelAdmins: fields.panelAdmins.default(false),
  undoDays: fields.undoDays.default(30),
  countMode: fields.countMode.default("live"),
  typeCountAbove: fields.typeCountAbove.default(1_000),
  requireTwoFactor: fields.requireTwoFactor.default(false),
});
export type WorkspaceSettings = z.infer<typeof WorkspaceSettings>;

/** A change of some settings. Without defaults: `WorkspaceSettings.partial()` would reset the others. */
export const SettingsPatch = z.object(fields).partial();

export const defaultSettings: WorkspaceSettings = WorkspaceSettings.parse({});
