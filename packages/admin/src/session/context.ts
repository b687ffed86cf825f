import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { SessionModel } from "./model.ts";

export const SessionContext = createContext<SessionModel | null>(null);

export function useSession(): SessionModel {
  const session = useContext(SessionContext);
  if (!session) throw new Error("outside of the console");
  return session;
}
