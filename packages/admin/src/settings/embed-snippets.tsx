import { msg } from "@lingui/core/macro";
import { CopyButton } from "../controls/copy-button.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { embedSnippet, signingExample } from "./snippets.ts";

export function EmbedSnippets({ kid }: { kid: string | null }) {
  const { slug } = useConsole();
  return (
    <section class="section" aria-labelledby="embed">
      <h2 id="embed" class="section-title">
        {t(msg`Embed the panel in your chat`)}
      </h2>
      <Snippet
        title={t(msg`1. In the page, beside the conversation`)}
        code={embedSnippet(location.origin, slug)}
      />
      <Snippet
        title={t(msg`2. On your server (Node): sign a token for the agent`)}
        code={signingExample(kid ?? "KEY_ID")}
      />
    </section>
  );
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
