import { z } from "zod";
import { roles } from "./roles.ts";

export const Email = z.string().trim().toLowerCase().max(320).pipe(z.email());
export const PersonName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}]+$/u);

// Its length has its own codes (`password_too_short`, `password_too_long`), checked in the service.
export const Password = z.string().max(1_000);

export const InviteMember = z.object({ email: Email, role: z.enum(roles) });
export type InviteMember = z.infer<typeof InviteMember>;

export const InvitationId = z.object({ id: z.int().positive() });
export const MemberId = z.object({ id: z.int().positive() });
export const ChangeRole = z.object({ id: z.int().positive(), role: z.enum(roles) });
export type ChangeRole = z.infer<typeof ChangeRole>;

export const LinkToken = z.string().min(20).max(200);
export const GetInvitation = z.object({ token: LinkToken });
export const AcceptInvitation = z.object({
  token: LinkToken,
  name: PersonName.optional(),
  password: Password,
});
export type AcceptInvitation = z.infer<typeof AcceptInvitation>;
