import { msg } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import { locales } from "@tagdeck/ui/i18n";
import { KeyRound, LogOut, Monitor, Moon, ShieldCheck, Sun } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { Avatar } from "../controls/avatar.tsx";
import { Menu } from "../controls/menu.tsx";
import { roleName } from "../members/role-names.ts";
import { PasswordDialog } from "../session/password-dialog.tsx";
import { useSignOut } from "../session/use-sign-out.ts";
import { locale, t } from "../text/i18n.ts";
import { useConsole } from "./console.ts";
import { languageNames } from "./languages.ts";
import { chooseLocale, chooseTheme, theme, themes, type Theme } from "./preferences.ts";

const themeNames: Record<Theme, MessageDescriptor> = {
  auto: msg`System`,
  light: msg`Light`,
  dark: msg`Dark`,
};

const themeIcons: Record<Theme, ComponentChildren> = {
  auto: <Monitor size={16} aria-hidden />,
  light: <Sun size={16} aria-hidden />,
  dark: <Moon size={16} aria-hidden />,
};

export function UserMenu() {
  const { user, workspace } = useConsole();
  const signOut = useSignOut();
  const [, navigate] = useLocation();
  const [changing, setChanging] = useState(false);
  return (
    <div class="user">
      <Menu
        label={t(msg`Account`)}
        placement="top-start"
        header={
          <div class="menu-header">
            <b>{user.name}</b>
            <span>{user.email}</span>
          </div>
        }
        sections={[
          {
            kind: "choice",
            label: t(msg`Appearance`),
            value: theme.value,
            choices: themes.map((one) => ({ value: one, label: t(themeNames[one]), icon: themeIcons[one] })),
            onChoose: (value) => {
              const chosen = themes.find((one) => one === value);
              if (chosen) chooseTheme(chosen);
            },
          },
          {
            kind: "choice",
            label: t(msg`Language`),
            value: locale.value,
            choices: locales.map((one) => ({ value: one, label: languageNames[one] })),
            onChoose: (value) => {
              const chosen = locales.find((one) => one === value);
              if (chosen) void chooseLocale(chosen);
            },
          },
          {
            kind: "actions",
            actions: [
              {
                value: "account",
                label: t(msg`Account and sign-in`),
                icon: <ShieldCheck size={16} aria-hidden />,
                onSelect: () => navigate("/account"),
              },
              {
                value: "password",
                label: t(msg`Change the password`),
                icon: <KeyRound size={16} aria-hidden />,
                onSelect: () => setChanging(true),
              },
              {
                value: "sign-out",
                label: t(msg`Sign out`),
                icon: <LogOut size={16} aria-hidden />,
                onSelect: () => void signOut(),
              },
            ],
          },
        ]}
        trigger={(props) => (
          <button {...props} type="button" class="user-button">
            <Avatar name={user.name} />
            <span class="user-text">
              <b>{user.name}</b>
              <span>{roleName(workspace.role)}</span>
            </span>
          </button>
        )}
      />
      {changing && <PasswordDialog onClose={() => setChanging(false)} />}
    </div>
  );
}
