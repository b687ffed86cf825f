import { msg } from "@lingui/core/macro";
import { Check, Copy } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../text/i18n.ts";
import { Button } from "./button.tsx";

export function CopyButton({ text, label }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      class="copy-button"
      onClick={async () => {
        await copyText(text);
        setCopied(true);
      }}
    >
      {copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
      <span role="status">{copied ? t(msg`Copied`) : (label ?? t(msg`Copy`))}</span>
    </Button>
  );
}

// The clipboard API exists only on secure origins; a console may be reached by plain http in a company's net.
async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
