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
  if (url.username !== "" || url.password !== "" || !/^\/?$/.test(url.pathname) || url.search || url.hash) {
    throw new DomainError("origin_invalid", { origin: input });
  }
  return url.origin;
}
