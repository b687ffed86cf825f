/** Where the panel's script is, and its hash for Subresource Integrity as `/embed/manifest.json` says it. */
export type ScriptSource = { src?: string | undefined; integrity?: string | undefined };

type TrustedScripts = { createScriptURL(url: string): string };
type TrustedTypes = {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): TrustedScripts;
};

let policy: TrustedScripts | undefined;

/** Adds the script to the page unless it is there. One that fails is taken out, so that the next call tries again. */
export function addScript({ src, integrity }: ScriptSource, signal: AbortSignal, onFail: () => void): void {
  if (src === undefined) return;
  const { href } = new URL(src, document.baseURI);
  const known = [...document.scripts].find((script) => script.src === href);
  const script = known ?? document.createElement("script");
  script.addEventListener("error", onFail, { signal });
  if (known) return;
  script.addEventListener("error", () => script.remove());
  script.async = true;
  if (integrity !== undefined) {
    script.crossOrigin = "anonymous";
    script.integrity = integrity;
  }
  try {
    script.src = trusted(href);
  } catch {
    // The page allows no policy of this name: it must have the script tag itself, and must not break.
    queueMicrotask(() => signal.aborted || onFail());
    return;
  }
  document.head.append(script);
}

/** Where the page asks for Trusted Types, a script's address must come through a policy; ours is `tagdeck`. */
function trusted(url: string): string {
  // safe because it is this or missing in every browser
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return url;
  policy ??= trustedTypes.createPolicy("tagdeck", { createScriptURL: (address) => address });
  return policy.createScriptURL(url);
}
