import { word, writeWords } from "./words.js";

const text = document.querySelector("#hint-text");
const parts = document.querySelector("#hint-parts");

/** Writes the hint, with the key and the link where its sentence wants them. */
export function showHint(locale) {
  const { content } = parts;
  const pieces = word(locale, "hint").split(/\{(key|admin)\}/);
  text.replaceChildren(
    ...pieces.map((piece) => {
      if (piece !== "key" && piece !== "admin") return piece;
      return content.querySelector(piece === "key" ? "kbd" : "a").cloneNode(true);
    }),
  );
  writeWords(text, locale);
}
