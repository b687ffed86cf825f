import { msg } from "@lingui/core/macro";
import { useQuery } from "@tanstack/preact-query";
import { ChevronsUpDown } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { Link, useLocation } from "wouter-preact";
import { Menu } from "../controls/menu.tsx";
import type { Session } from "../session/model.ts";
import { tagTotalQuery } from "../tags/queries.ts";
import { formatNumber } from "../text/format.ts";
import { t } from "../text/i18n.ts";
import { useConsole } from "./console.ts";
import { usePages } from "./pages.tsx";
import { UserMenu } from "./user-menu.tsx";

export function Nav({ workspaces }: { workspaces: Session["workspaces"] }) {
  const { slug, api } = useConsole();
  const total = useQuery(tagTotalQuery(api, slug));
  const pages = usePages();
  return (
    <header class="side">
      <WorkspaceMenu workspaces={workspaces} />
      <nav class="nav" aria-label={t(msg`Main`)}>
        {pages.map(({ page, label, icon }) => (
          <NavLink
            key={page}
            href={`/${slug}/${page}`}
            label={label}
            icon={icon}
            aside={page === "tags" && total.data !== undefined ? formatNumber(total.data) : undefined}
          />
        ))}
      </nav>
      <UserMenu />
    </header>
  );
}

type NavLinkProps = { href: string; label: string; icon: ComponentChildren; aside: string | undefined };

function NavLink({ href, label, icon, aside }: NavLinkProps) {
  const [path] = useLocation();
  const here = path === href || path.startsWith(`${href}/`);
  return (
    <Link href={href} class={`nav-link${here ? " is-here" : ""}`} aria-current={here ? "page" : undefined}>
      {icon}
      <span class="nav-label">{label}</span>
      {aside && <span class="nav-aside">{aside}</span>}
    </Link>
  );
}

function WorkspaceMenu({ workspaces }: { workspaces: Session["workspaces"] }) {
  const { slug, workspace } = useConsole();
  const [, navigate] = useLocation();
  const brand = (
    <>
      <span class="brand-mark" aria-hidden>
        {[...workspace.name][0]}
      </span>
      <span class="brand-text">
        <b>{workspace.name}</b>
        <span>Tagdeck</span>
      </span>
    </>
  );
  if (workspaces.length < 2) return <div class="brand">{brand}</div>;
  return (
    <Menu
      label={t(msg`Workspaces`)}
      sections={[
        {
          kind: "choice",
          label: t(msg`Workspaces`),
          value: slug,
          choices: workspaces.map((one) => ({ value: one.slug, label: one.name })),
          onChoose: (chosen) => navigate(`/${chosen}/tags`),
        },
      ]}
      trigger={(props) => (
        <button {...props} type="button" class="brand brand-button">
          {brand}
          <ChevronsUpDown size={16} aria-hidden />
        </button>
      )}
    />
  );
}
