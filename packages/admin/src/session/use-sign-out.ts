import { useLocation } from "wouter-preact";
import { notifyProblem } from "../controls/toaster.ts";
import { errorText } from "../text/i18n.ts";
import { signOut } from "./auth.ts";
import { useSession } from "./context.ts";

export function useSignOut(): () => Promise<void> {
  const session = useSession();
  const [, navigate] = useLocation();
  return async () => {
    try {
      await signOut();
      navigate("/sign-in");
      session.forget();
    } catch (reason) {
      notifyProblem({ text: errorText(reason) });
    }
  };
}
