// The address says what is open, so the browser's Back leads from the tags to the thread to the list:
// #/ nothing, #/crm:48213 a conversation, #/crm:48213/tags its tags (a step of its own on a narrow screen),
// #/selected/tags the tags of the selected ones.

export function conversationPath(externalId) {
  return `#/${encodeURIComponent(externalId)}`;
}

export function tagsPath(externalId) {
  return `${conversationPath(externalId)}/tags`;
}

export const selectedPath = "#/selected/tags";

/** What is open: `{ contact: external id | null, step: "list" | "thread" | "tags" }`. */
export function currentRoute() {
  const [, contact = "", step] = location.hash.split("/");
  if (contact === "") return { contact: null, step: "list" };
  return { contact: decoded(contact), step: step === "tags" ? "tags" : "thread" };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
