import { msg, plural } from "@lingui/core/macro";
import { useQuery } from "@tanstack/preact-query";
import { X } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import { Link } from "wouter-preact";
import { IconButton } from "../controls/button.tsx";
import { useConsole } from "../shell/console.ts";
import { t } from "../text/i18n.ts";
import { bannerState, dismissBanner, expectedPairs, rememberBanner } from "./banner-state.ts";
import { duplicateNamesQuery } from "./queries.ts";

/** Says that tags look like one, until it is put away; then again when there are more. */
export function DuplicatesBanner() {
  const { slug, api } = useConsole();
  const found = useQuery(duplicateNamesQuery(api, slug));
  const [, setDismissed] = useState(0);
  const pairs = found.data?.pairs;
  useEffect(() => {
    if (pairs !== undefined) rememberBanner(slug, pairs);
  }, [slug, pairs]);
  const state = bannerState(slug, pairs);
  // What was there the last time keeps its place while it is read.
  if (state === "expected") {
    return (
      <div class="banner banner-expected" aria-hidden>
        <p class="banner-text">{pairsText(expectedPairs(slug))}</p>
        <span class="banner-link">{t(msg`Review`)}</span>
        <span class="banner-close" />
      </div>
    );
  }
  if (state === "none" || !found.data || pairs === undefined) return null;
  const groups = found.data.items.slice(0, 2);
  const names = groups.map(({ tags }) => tags.map(({ name }) => name).join(" / "));
  if (found.data.total > groups.length) names.push("…");
  return (
    <aside class="banner" aria-label={t(msg`Duplicates`)}>
      <p class="banner-text">
        {pairsText(pairs)} <span class="banner-names">— {names.join(", ")}</span>
      </p>
      <Link href={`/${slug}/tags/clean-up`} class="banner-link">
        {t(msg`Review`)}
      </Link>
      <IconButton
        label={t(msg`Put away`)}
        onClick={() => {
          dismissBanner(slug, pairs);
          setDismissed(pairs);
        }}
      >
        <X size={16} aria-hidden />
      </IconButton>
    </aside>
  );
}

function pairsText(pairs: number) {
  return (
    <b>
      {t(
        msg`${plural(pairs, { one: "# pair looks like the same tag", other: "# pairs look like the same tag" })}`,
      )}
    </b>
  );
}
