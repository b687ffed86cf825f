// Everything this page has to do with Tagdeck, besides the two tags in index.html.

const panel = document.querySelector("tagdeck-panel");

/**
 * Call it whenever other contacts come on screen, one or several; with none, nobody is shown. The panel asks
 * your token endpoint (`/api/tagdeck-token?contact=…`) for a token, and shows their tags.
 */
export function showContacts(externalIds) {
  if (externalIds.length === 0) panel.removeAttribute("contact");
  else panel.setAttribute("contact", JSON.stringify(externalIds));
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
  panel.addEventListener("tagdeck-change", ({ detail }) => {
    // With several contacts on screen it tells how many have each tag.
    if (detail.contact !== null) listener(detail.contact, detail.tags);
  });
}

/** What this agent has put on several contacts at once, or taken off: which tag, and whose. */
export function onTagOfMany(listener) {
  for (const type of ["tagdeck-tag-added", "tagdeck-tag-removed"]) {
    panel.addEventListener(type, ({ detail }) => {
      for (const contact of detail.contacts) listener(contact, detail.tag, type === "tagdeck-tag-added");
    });
  }
}
