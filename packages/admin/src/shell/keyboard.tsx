import { msg } from "@lingui/core/macro";
import type { ComponentType } from "preact";
import { useState } from "preact/hooks";
import { notifyProblem } from "../controls/toaster.ts";
import { errorText, t } from "../text/i18n.ts";
import { useShortcuts } from "./shortcuts.ts";

type Part = ComponentType<{ onClose: () => void; onKeys: () => void }>;
type Load = () => Promise<Part>;

const loadPalette: Load = async () => (await import("../palette/palette.tsx")).Palette;
const loadSheet: Load = async () => (await import("./keys-sheet.tsx")).KeysSheet;

/** What works on every page: the palette and the sheet of keys. Their code comes when they are first asked for. */
export function Keyboard() {
  const [shown, setShown] = useState<{ Part: Part } | null>(null);
  const show = (load: Load) => {
    load().then(
      (Part) => setShown({ Part }),
      () => notifyProblem({ text: errorText(new TypeError("part")) }),
    );
  };
  useShortcuts([
    {
      keys: ["mod+k"],
      label: t(msg`Go to a page or a tag`),
      scope: "anywhere",
      run: () => show(loadPalette),
    },
    { keys: ["?"], label: t(msg`Show all keys`), scope: "anywhere", run: () => show(loadSheet) },
  ]);
  if (!shown) return null;
  return <shown.Part onClose={() => setShown(null)} onKeys={() => show(loadSheet)} />;
}
