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
  // Nothing that means more in a Content-Security-Policy: a wildcard there is every site, `;` another directive.
  if (
    !/^([\w.-]+|\[[\da-f:.]+\])$/.test(url.hostname) ||
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
