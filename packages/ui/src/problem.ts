import type { ErrorCode, ErrorDetails } from "@tagdeck/core/errors";

/** What went wrong, as far as a reader of the page is concerned. `offline`: the server was not reached. */
export type Problem = { code: ErrorCode | "internal" | "offline"; details: ErrorDetails };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Reads what a call to the API was rejected with; anything unknown is `internal`. */
export function toProblem(error: unknown): Problem {
  if (!isRecord(error)) return { code: "internal", details: {} };
  // A domain error of ours, thrown here or answered as problem details.
  const source = isRecord(error["data"]) ? error["data"] : error;
  const code = source["domainCode"] ?? source["code"];
  if (typeof code === "string" && /^[a-z_]+$/.test(code)) {
    // safe because the server sends only codes of the list; an unknown one of a newer server has no text and is worded as internal
    return { code: code as Problem["code"], details: isRecord(source["details"]) ? source["details"] : {} };
  }
  const cause = isRecord(error["cause"]) ? error["cause"] : error;
  // fetch rejects with a TypeError when there is no answer at all.
  return { code: cause["name"] === "TypeError" ? "offline" : "internal", details: {} };
}
