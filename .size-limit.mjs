import { readFileSync } from "node:fs";

// What the page asks for before anything else: its scripts, their preloaded imports, its styles; and the largest
// of the languages. All pages together would be more, and come when they are opened.
const page = readFileSync("packages/admin/dist/index.html", "utf8");
const firstLoad = [...page.matchAll(/"\/admin\/([^"]+\.(?:js|css))"/g)].map((match) => match[1]);
const language = ["assets/ja-*.js", "assets/catalog-ja-*.js"];

export default [
  { name: "embedded panel", path: "packages/widget/dist/tagdeck.js", gzip: true, limit: "30 kB" },
  {
    name: "panel in a frame (Front's SDK comes on top where Front is the host)",
    path: "packages/widget/dist/frame/{frame,shared}-*.js",
    gzip: true,
    limit: "46 kB",
  },
  {
    name: "script for the frame's host",
    path: "packages/widget/dist/frame-host.js",
    gzip: true,
    limit: "2 kB",
  },
  {
    name: "admin console, first load",
    path: [...firstLoad, ...language].map((file) => `packages/admin/dist/${file}`),
    gzip: true,
    limit: "180 kB",
  },
];
