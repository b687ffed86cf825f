import { readFileSync } from "node:fs";

// What the page asks for before anything else: its scripts, their preloaded imports, its styles.
const page = readFileSync("packages/admin/dist/index.html", "utf8");
const firstLoad = [...page.matchAll(/"\/admin\/([^"]+\.(?:js|css))"/g)].map((match) => match[1]);

export default [
  { name: "Panel", path: "packages/widget/dist/tagdeck.js", gzip: true, limit: "30 kB" },
  {
    name: "Admin console, first load",
    path: firstLoad.map((file) => `packages/admin/dist/${file}`),
    gzip: true,
    limit: "180 kB",
  },
];
