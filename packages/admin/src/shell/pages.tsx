import { msg } from "@lingui/core/macro";
import type { Permission } from "@tagdeck/core/members/roles";
import { ChartLine, Contact, History, ScrollText, Settings, Tags, Users } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { t } from "../text/i18n.ts";
import { useConsole } from "./console.ts";

export type ConsolePage = { page: string; label: string; icon: ComponentChildren; needs: Permission };

/** The console's pages that this person may open, in the order of the navigation. */
export function usePages(): ConsolePage[] {
  const { can } = useConsole();
  const pages: ConsolePage[] = [
    { page: "tags", label: t(msg`Tags`), icon: <Tags size={18} aria-hidden />, needs: "tags.read" },
    {
      page: "contacts",
      label: t(msg`Contacts`),
      icon: <Contact size={18} aria-hidden />,
      needs: "contacts.read",
    },
    {
      page: "insights",
      label: t(msg`Insights`),
      icon: <ChartLine size={18} aria-hidden />,
      needs: "tags.read",
    },
    { page: "members", label: t(msg`Members`), icon: <Users size={18} aria-hidden />, needs: "members.read" },
    {
      page: "operations",
      label: t(msg`Changes`),
      icon: <History size={18} aria-hidden />,
      needs: "operations.read",
    },
    {
      page: "activity",
      label: t(msg`Audit log`),
      icon: <ScrollText size={18} aria-hidden />,
      needs: "activity.read",
    },
    {
      page: "settings",
      label: t(msg`Settings`),
      icon: <Settings size={18} aria-hidden />,
      needs: "settings.read",
    },
  ];
  return pages.filter(({ needs }) => can(needs));
}
