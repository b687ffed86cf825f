import { msg } from "@lingui/core/macro";
import { Button } from "../controls/button.tsx";
import { t } from "../text/i18n.ts";
import { useSignOut } from "./use-sign-out.ts";

export function SignOutButton() {
  const signOut = useSignOut();
  return <Button onClick={signOut}>{t(msg`Sign out`)}</Button>;
}
