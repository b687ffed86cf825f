import { DomainError } from "@tagdeck/core/errors";

/**
 * The origin of a web page, as browsers send it: scheme, host and port.
 *
 * @throws DomainError `origin_invalid`
 */
export function parseOrigin(input: string): string {
  const text = input.trim();
  if (!/^https?:\/\/[^/\s]/i.test(text) || !URL.canParse(text)) {
    throw new DomainError("origin_invalid", { origin: input });
  }
  const url = new URL(text);
  // A wildcard would be no origin here, and would be every site in a Content-Security-Policy.
  if (
    url.hostname.includes("*") ||
    url.username !== "" ||
    url.password !== "" ||
    !/^\/?$/.test(url.pathname) ||
    url.search ||
    url.hash
  ) {
    throw new DomainError("origin_invalid", { origin: input });
  }
  return url.origin;
}
