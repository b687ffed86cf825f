import { readFileSync, readdirSync } from "node:fs";

export type StaticFile = { body: string; type: string };

const types: Record<string, string> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

/**
 * Every file of a folder by its name, read once. A request can only name what is in the map, so no path
 * leads out of the folder.
 */
export function readStaticFiles(folder: URL): Map<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const name of readdirSync(folder)) {
    const type = types[name.split(".").at(-1) ?? ""];
    if (type !== undefined) files.set(name, { body: readFileSync(new URL(name, folder), "utf8"), type });
  }
  return files;
}

/** Puts `values` where the page says `{{name}}`, safe inside an attribute. */
export function fillIn(html: string, values: Record<string, string>): string {
  return html.replace(/\{\{(\w+)\}\}/g, (_, name: string) => escapeHtml(values[name] ?? ""));
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
