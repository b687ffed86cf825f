import type { Locator, Page } from "playwright-core";
import type { Contact } from "../packages/core/src/contacts/contact.ts";
import { lasting } from "./picture-lasting.ts";
import { createFakeServer, type FakeServer } from "../packages/widget/src/testing/fake-server.ts";

export type Shown = { page: Page; panel: Locator; field: Locator; server: FakeServer };
export type State = {
  caption: string;
  role?: "viewer" | "agent" | "admin";
  locale?: string;
  /** One contact, several as JSON, or nobody. */
  contact?: string | null;
  /** What is there before the agent does anything. */
  shows?: string;
  /** Before the panel asks; false for a server that cannot be reached. */
  prepare?: (server: FakeServer, marco: Contact) => void | false;
  /** What the agent does, and what is waited for. */
  act?: (shown: Shown) => Promise<void>;
};

export const now = Date.parse("2026-11-23T10:00:00+08:00");
const minute = 60_000;
const ago = [2 * minute, 130 * minute, 26 * 60 * minute, 9 * 24 * 60 * minute, 41 * 24 * 60 * minute];

/** A workspace as it may be on the day of the pictures. */
export function pictureServer({ role = "agent" }: State): { server: FakeServer; marco: Contact } {
  const server = createFakeServer(role);
  const names: [string, number, string][] = [
    ["Newsletter", 12_408, "#db2777"],
    ["VIP", 1_204, "#d97706"],
    ["Size exchange", 812, "#7c3aed"],
    ["Winter 2026", 640, "#3b82f6"],
    ["換貨", 512, "#0d9488"],
    ["Repeat buyer", 311, "#65a30d"],
    ["Refund", 248, "#dc2626"],
    ["Refund refused", 31, "#ea580c"],
    ["返品", 96, "#0891b2"],
    ["Damaged parcel", 58, "#e11d48"],
  ];
  for (const [name, count, color] of names) server.tag(name, count, color);
  const fields = { name: "Marco Silva", email: "marco.silva@example.com" };
  const marco = server.contact("crm:48377", fields, ["Newsletter", "VIP", "Size exchange", "Winter 2026"]);
  server.contact("crm:48213", { name: "林怡君", email: "yichun.lin@example.com" }, [
    "VIP",
    "換貨",
    "Winter 2026",
  ]);
  server.contact("crm:47102", { name: "佐藤 葵", email: "aoi.sato@example.com" }, ["返品", "Newsletter"]);
  for (const [externalId, entries] of server.history) {
    server.history.set(
      externalId,
      entries.map((entry, index) => {
        const byAnother = index % 2 === 1;
        const actor = byAnother ? { kind: "panel" as const, name: "Kenji Sato", isYou: false } : entry.actor;
        return { ...entry, actor, at: new Date(now - (ago[index] ?? 0)).toISOString() };
      }),
    );
  }
  return { server, marco };
}

const open = async ({ page, field, panel }: Shown, typed = "") => {
  await page.keyboard.press("l");
  await panel.getByRole("option").first().waitFor();
  if (typed === "") return;
  await field.pressSequentially(typed);
  await panel.locator("[aria-busy=false]").waitFor();
};
const add = async (shown: Shown, name: string) => {
  await open(shown, name);
  await shown.page.keyboard.press("Control+Enter");
};
const refuse =
  (path: string, ...refusal: Parameters<FakeServer["refuse"]>) =>
  (server: FakeServer) => {
    server.before = async (call) => {
      if (call.path === path) throw server.refuse(...refusal);
    };
  };
const said = ({ panel }: Shown) => panel.locator("[part=toast]").waitFor();
const failed = (caption: string, ...refusal: Parameters<FakeServer["refuse"]>): State => ({
  caption,
  prepare: refuse("assignments.change", ...refusal),
  act: async (shown) => {
    await add(shown, "Refund");
    await said(shown);
    await shown.page.keyboard.press("Escape");
  },
});

const three = JSON.stringify(["crm:48377", "crm:48213", "crm:47102"]);

export const pictures: Record<string, State[]> = {
  reading: [
    { caption: "Nobody is chosen", contact: null, shows: "[part=empty]" },
    {
      caption: "Loading",
      shows: ".skeleton",
      prepare: (server) => {
        server.before = () => new Promise(() => {});
      },
    },
    { caption: "A contact" },
    {
      caption: "No tags yet",
      contact: "crm:50021",
      shows: "[part=contact]",
      prepare: (server) => void server.contact("crm:50021", { name: "Noah Lindqvist" }),
    },
    {
      caption: "More than twelve tags fold",
      prepare: (server, marco) => {
        for (let visit = 1; visit <= 11; visit += 1) server.apply(marco, server.tag(`Visit ${visit}`));
      },
    },
    {
      caption: "Long names end in …, and are whole at the focus",
      prepare: (server, marco) => {
        marco.name = "Maximiliane-Friederike von Hohenstein-Langenscheidt";
        marco.email = "maximiliane-friederike.von.hohenstein@mail.example.com";
        server.apply(marco, server.tag("Asked three times whether the blue one comes back"));
        server.apply(marco, server.tag("Wants a call from the head of the shop, not later"));
      },
      act: ({ panel }) => panel.getByRole("button", { name: "Wants a call" }).first().focus(),
    },
  ],
  adding: [
    { caption: "The picker: what this agent uses most", act: (shown) => open(shown) },
    { caption: "Filtered; Enter applies the first", act: (shown) => open(shown, "ref") },
    { caption: "A slip of the fingers: near names beside Create", act: (shown) => open(shown, "Newsleter") },
    {
      caption: "Backspace once: the tag it would remove",
      act: async (shown) => {
        await open(shown);
        await shown.page.keyboard.press("Backspace");
      },
    },
    {
      caption: "On its way",
      prepare: (server) => {
        server.before = ({ path }) =>
          path === "assignments.change" ? new Promise(() => {}) : Promise.resolve();
      },
      act: async (shown) => {
        await add(shown, "Refund");
        await shown.panel.locator(".td-pending").waitFor();
        await shown.page.keyboard.press("Escape");
      },
    },
    {
      caption: "Created and added, with undo",
      act: async (shown) => {
        await add(shown, "Wants a ladder");
        await said(shown);
        await shown.page.keyboard.press("Escape");
      },
    },
  ],
  several: [
    { caption: "Several contacts: how many have each tag", contact: three, shows: "[part=chip]" },
    {
      caption: "A click on such a tag gives it to the others",
      contact: three,
      shows: "[part=chip]",
      act: async (shown) => {
        await shown.panel.getByRole("button", { name: /^VIP 2 of 3/ }).click();
        await said(shown);
      },
    },
    {
      caption: "One change for all of them, with one undo",
      contact: three,
      shows: "[part=chip]",
      act: async (shown) => {
        await add(shown, "Refund");
        await said(shown);
        await shown.page.keyboard.press("Escape");
      },
    },
  ],
  lasting,
  looking: [
    {
      caption: "A chip tells where its tag came from",
      act: async ({ panel }) => {
        await panel.getByRole("button", { name: "VIP", exact: true }).click();
        await panel.locator("[part=detail] li").waitFor();
      },
    },
    {
      caption: "Who may edit tags renames and recolours here",
      role: "admin",
      act: async ({ panel }) => {
        await panel.getByRole("button", { name: "VIP", exact: true }).click();
        await panel.locator("[part=detail] li").waitFor();
      },
    },
    {
      caption: "Undone",
      act: async (shown) => {
        await shown.panel.getByRole("button", { name: "Remove VIP" }).click();
        await shown.panel.getByRole("button", { name: "Undo" }).click();
        await shown.panel.getByText("Undone").waitFor();
      },
    },
    { caption: "A viewer looks and copies", role: "viewer" },
    { caption: "繁體中文", locale: "zh-TW", contact: "crm:48213", act: (shown) => open(shown, "換") },
    { caption: "日本語", locale: "ja", contact: "crm:47102", act: (shown) => open(shown, "返") },
  ],
  trouble: [
    { caption: "Offline before anything is shown", prepare: () => false, shows: "[part=error]" },
    {
      caption: "Offline meanwhile: what is shown stays",
      act: async ({ page, panel }) => {
        await page.context().setOffline(true);
        await panel.locator(".away").waitFor();
      },
    },
    {
      caption: "Signed out (401) before anything is shown",
      prepare: refuse("/embed/session", "token_invalid", 401),
      shows: "[part=error]",
    },
    {
      caption: "Signed out (401) meanwhile: what is typed stays",
      act: async (shown) => {
        await open(shown);
        shown.server.endSessions();
        refuse("/embed/session", "token_expired", 401)(shown.server);
        await shown.field.pressSequentially("refu");
        await shown.panel.locator(".banner").waitFor();
      },
    },
    {
      caption: "The site is not allowed (403)",
      prepare: refuse("/embed/session", "origin_not_allowed", 403),
      shows: "[part=error]",
    },
    failed("The agent may not do this (403)", "forbidden", 403),
    failed("The contact is full (409)", "contact_tags_full", 409, { max: 100 }),
    failed("Too many requests (429)", "rate_limited", 400, { seconds: 12 }),
    failed("The server failed (500): the chip went back", "internal", 500),
  ],
};
