import type { ComponentChildren } from "preact";
import { Bell } from "../notifications/bell.tsx";
import { useConsole } from "./console.ts";
import { usePageTitle } from "./page-title.ts";

type PageProps = {
  title: string;
  /** Stands above the title: where one came from. */
  above?: ComponentChildren;
  /** Stands before the title. */
  lead?: ComponentChildren;
  actions?: ComponentChildren;
  narrow?: boolean;
  children: ComponentChildren;
};

export function Page({ title, above, lead, actions, narrow, children }: PageProps) {
  const { workspace } = useConsole();
  const heading = usePageTitle(title, workspace.name);
  return (
    <main id="main" class={`page${narrow ? " page-narrow" : ""}`}>
      {above}
      <header class="page-head">
        <div class="page-lead">
          {lead}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
        </div>
        <div class="page-actions">
          <Bell />
          {actions}
        </div>
      </header>
      {children}
    </main>
  );
}
