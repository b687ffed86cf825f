// Everything this page has to do with Tagdeck, besides the two tags in index.html.

const panel = document.querySelector("tagdeck-panel");

/**
 * Call it whenever another contact comes on screen; null when there is none. The panel asks your
 * token endpoint (`/api/tagdeck-token?contact=…`) for a token and shows that contact's tags.
 */
export function showContact(externalId) {
  if (externalId === null) panel.removeAttribute("contact");
  else panel.setAttribute("contact", externalId);
}

/** Language and light or dark follow the page. Colours and the font do so in look.css, by `--tagdeck-*`. */
export function setPanelLook({ locale, theme }) {
  panel.setAttribute("locale", locale);
  panel.setAttribute("theme", theme);
}

/**
 * The panel tells the page of every change of the contact's tags, whoever made it. This page paints them as
 * dots in its list; yours may sort a queue by them, or offer a macro. `detail.v` is the events' version.
 */
export function onTagsChanged(listener) {
  panel.addEventListener("tagdeck-change", ({ detail }) => listener(detail.contact, detail.tags));
}
