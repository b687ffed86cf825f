type Named = string | readonly string[] | null | undefined;

/** Reads the attribute: an external id, or several as a JSON array; what is no array is an id. */
export function readContact(text: string | null): string | string[] | null {
  try {
    const list: unknown = JSON.parse(text ?? "");
    if (Array.isArray(list)) return list.map(String);
  } catch {
    // It is an id.
  }
  return text || null;
}

/** The external ids that are named, each once. */
export const contactList = (named: Named): string[] => [...new Set([named ?? []].flat())].filter(Boolean);

/** How an event names its contacts. */
export function whose(contacts: readonly string[]) {
  const [contact = null, ...others] = contacts;
  return { contact: others.length > 0 ? null : contact, contacts };
}
