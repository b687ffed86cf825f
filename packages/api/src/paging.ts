import { DomainError } from "@tagdeck/core/errors";

/** An opaque cursor over the values that decide where a page ends. */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/**
 * The values of a cursor that `encodeCursor` made, each of the kind its sample is of.
 *
 * @throws DomainError `cursor_invalid`
 */
export function decodeCursor<T extends readonly (string | number)[]>(cursor: string, samples: T): T {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (
      Array.isArray(values) &&
      values.length === samples.length &&
      values.every((value, i) => typeof value === typeof samples[i])
    ) {
      // safe because each value's type was just compared with its sample's
      return values as unknown as T;
    }
  } catch {
    // refused below
  }
  throw new DomainError("cursor_invalid");
}
