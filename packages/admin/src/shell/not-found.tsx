import { msg } from "@lingui/core/macro";
import { Compass } from "lucide-preact";
import { Link } from "wouter-preact";
import { Empty } from "../controls/states.tsx";
import { t } from "../text/i18n.ts";
import { usePageTitle } from "./page-title.ts";

export function NotFound({ home }: { home: string }) {
  usePageTitle(t(msg`Not found`));
  return (
    <main id="main" class="page">
      <Empty
        alone
        icon={<Compass size={24} />}
        title={t(msg`There is nothing here`)}
        text={t(msg`The address may be mistyped, or you may not see this page.`)}
      >
        <Link href={home} class="button button-default">
          {t(msg`Back to the tags`)}
        </Link>
      </Empty>
    </main>
  );
}
