import type { Role } from "./roles.ts";

export type Member = {
  id: number;
  name: string;
  email: string;
  role: Role;
  isYou: boolean;
  createdAt: string;
};

export type Invitation = {
  id: number;
  email: string;
  role: Role;
  invitedBy: string;
  expiresAt: string;
};
