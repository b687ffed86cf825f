import { msg } from "@lingui/core/macro";
import { useState } from "preact/hooks";
import { useSearchParams } from "wouter-preact";
import { useShortcuts } from "../shell/shortcuts.ts";
import { t } from "../text/i18n.ts";

/** Whether a new tag is being made, and under which name it began; also by `n`, and by `?new` in the address. */
export function useNewTag(may: boolean) {
  const [params, setParams] = useSearchParams();
  const asked = may && params.has("new");
  const [name, setName] = useState<string | null>(null);
  useShortcuts(may ? [{ keys: ["n"], label: t(msg`New tag`), scope: "page", run: () => setName("") }] : []);
  return {
    newName: name ?? (asked ? "" : null),
    setNewName(next: string | null): void {
      setName(next);
      if (next !== null || !asked) return;
      const rest = new URLSearchParams(params);
      rest.delete("new");
      setParams(rest, { replace: true });
    },
  };
}
