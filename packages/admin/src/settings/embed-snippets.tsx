import { msg } from "@lingui/core/macro";
import { useQuery } from "@tanstack/preact-query";
import { useState } from "preact/hooks";
import { CopyButton } from "../controls/copy-button.tsx";
import { RadioCards } from "../controls/radio-cards.tsx";
import { LoadError } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { cspLines, embedSnippet, type PinnedPanel, signingExample } from "./snippets.ts";

export function EmbedSnippets({ kid }: { kid: string | null }) {
  const { slug } = useConsole();
  const [pinning, setPinning] = useState<"newest" | "pinned">("newest");
  const manifest = useQuery({ queryKey: ["panel-manifest"], queryFn: readManifest, staleTime: Infinity });
  const pinned = pinning === "pinned" ? manifest.data : undefined;
  const version = manifest.data?.version ?? "";
  return (
    <section class="section" aria-labelledby="embed">
      <h2 id="embed" class="section-title">
        {t(msg`Embed the panel in your chat`)}
      </h2>
      <RadioCards
        label={t(msg`Which version`)}
        value={pinning}
        choices={[
          {
            value: "newest",
            label: t(msg`The newest of version 1`),
            text: t(msg`Improvements come by themselves; nothing in your page has to change.`),
          },
          {
            value: "pinned",
            label: version === "" ? t(msg`This version only`) : t(msg`Version ${version} only`),
            text: t(msg`The browser checks it by its hash and refuses anything else.`),
          },
        ]}
        onChange={setPinning}
      />
      {pinning === "pinned" && manifest.isError ? (
        <LoadError error={manifest.error} onRetry={() => void manifest.refetch()} />
      ) : (
        <Snippet
          title={t(msg`1. In the page, beside the conversation`)}
          code={embedSnippet(location.origin, slug, pinned ?? null)}
        />
      )}
      <Snippet
        title={t(msg`2. On your server (Node): sign a token for the agent`)}
        code={signingExample(kid ?? "KEY_ID")}
      />
      <Snippet
        title={t(msg`3. In your content security policy, if there is one`)}
        code={cspLines(location.origin)}
      />
    </section>
  );
}

type Manifest = { version: string; files: { "tagdeck.js": PinnedPanel } };

async function readManifest(): Promise<PinnedPanel & { version: string }> {
  const response = await fetch("/embed/manifest.json");
  if (!response.ok) throw new Error(`the manifest answered ${response.status}`);
  // safe because the server that served this page writes it
  const { version, files } = (await response.json()) as Manifest;
  return { version, ...files["tagdeck.js"] };
}

export function Snippet({ title, code }: { title: string; code: string }) {
  return (
    <figure class="snippet">
      <figcaption>
        <span>{title}</span>
        <CopyButton text={code} />
      </figcaption>
      <pre tabIndex={0} role="region" aria-label={title}>
        <code>{code}</code>
      </pre>
    </figure>
  );
}
