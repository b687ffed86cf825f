import type { Permission } from "@tagdeck/core/members/roles";
import type { Workspace } from "@tagdeck/core/workspaces/workspace";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Api } from "../api/client.ts";
import type { Session } from "../session/model.ts";

/** What every page of a workspace needs. */
export type Console = {
  slug: string;
  api: Api;
  workspace: Workspace;
  user: Session["user"];
  can: (permission: Permission) => boolean;
};

export const ConsoleContext = createContext<Console | null>(null);

export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (!console) throw new Error("outside of a workspace");
  return console;
}

export const workspaceKey = (slug: string) => [slug, "workspace"] as const;
