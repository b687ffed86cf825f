/** What a built page loads: paths on this server. */
export type PageAssets = { script: string; preload: readonly string[]; styles: readonly string[] };

type Page = {
  title: string;
  /** Said where the script does not run. */
  text: string;
  assets: PageAssets;
  data: unknown;
  theme: string | null;
  /** Whether it is a page of its own; a frame is within its host's landmarks. */
  main: boolean;
};

/** A page of ours without inline script or style: all it knows is data for its script. */
export function renderPage({ title, text, assets, data, theme, main }: Page): string {
  const links = [
    ...assets.styles.map((href) => `<link rel="stylesheet" href="${href}">`),
    ...assets.preload.map((href) => `<link rel="modulepreload" href="${href}">`),
  ];
  const place = main ? "main" : "div";
  // What stands between script tags ends at the first `<`, whatever the JSON means by it.
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="en"${theme === "light" || theme === "dark" ? ` data-theme="${theme}"` : ""}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${links.join("\n")}
<script type="application/json" id="setting">${json}</script>
<script type="module" src="${assets.script}"></script>
</head>
<body><${place} id="page"><noscript>${text}</noscript></${place}></body>
</html>
`;
}

/** The strictest policy that the page can have; `ancestors` are who may show it in a frame. */
export function pagePolicy(ancestors: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'self'",
    "require-trusted-types-for 'script'",
    `frame-ancestors ${sources(ancestors) || "'none'"}`,
  ].join("; ");
}

// Anything else than an origin would be read as something else here.
function sources(origins: readonly string[]): string {
  return origins.filter((origin) => /^https?:\/\/[\w.-]+(:\d+)?$/.test(origin)).join(" ");
}
