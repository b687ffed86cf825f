import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useState } from "preact/hooks";

/** A code to be copied: by the button, or by hand where the browser has no clipboard for pages. */
export function CopyCode({ code, i18n }: { code: string; i18n: I18n }) {
  const [copied, setCopied] = useState(false);
  return (
    <div class="form">
      <input
        class="input mono"
        readOnly
        aria-label={i18n._(msg`Code`)}
        value={code}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button
        type="button"
        class="button primary"
        onClick={() => navigator.clipboard?.writeText(code).then(() => setCopied(true))}
      >
        <span role="status">{copied ? i18n._(msg`Copied`) : i18n._(msg`Copy`)}</span>
      </button>
    </div>
  );
}
