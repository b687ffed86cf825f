import { msg } from "@lingui/core/macro";
import { useQuery } from "@tanstack/preact-query";
import { useEffect } from "preact/hooks";
import { Link } from "wouter-preact";
import { useConsole } from "../shell/console.ts";
import { recall, remember } from "../shell/preferences.ts";
import { t } from "../text/i18n.ts";
import { anyEndingQuery } from "./queries.ts";

/** All contacts, and whose tags run out soon; where none ever does, there is nothing to choose. */
export function ContactTabs({ here }: { here: "all" | "ending" }) {
  const { slug, api } = useConsole();
  const any = useQuery(anyEndingQuery(api, slug)).data;
  const key = `ending.${slug}`;
  useEffect(() => {
    if (any !== undefined) remember(key, String(any));
  }, [key, any]);
  // What was there the last time keeps its place while it is read.
  if (here === "all" && !(any ?? recall(key) === "true")) return null;
  const tabs = [
    { page: "all", href: `/${slug}/contacts`, label: t(msg`All contacts`) },
    { page: "ending", href: `/${slug}/contacts/ending`, label: t(msg`Ending soon`) },
  ] as const;
  return (
    <nav class="tabs tag-tabs" aria-label={t(msg`Lists of contacts`)}>
      {tabs.map(({ page, href, label }) => (
        <Link
          key={page}
          href={href}
          class={`tab${page === here ? " is-here" : ""}`}
          aria-current={page === here ? "page" : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
