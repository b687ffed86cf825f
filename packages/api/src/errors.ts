import { DomainError, type ErrorCode } from "@tagdeck/core/errors";
import { type TRPC_ERROR_CODE_KEY, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { ZodError } from "zod";

const trpcCodes: Record<ErrorCode, TRPC_ERROR_CODE_KEY> = {
  invalid_input: "BAD_REQUEST",
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  rate_limited: "TOO_MANY_REQUESTS",
  cursor_invalid: "BAD_REQUEST",
  workspace_not_found: "NOT_FOUND",
  workspace_slug_taken: "CONFLICT",
  workspace_slug_invalid: "BAD_REQUEST",
  time_zone_invalid: "BAD_REQUEST",
  tag_not_found: "NOT_FOUND",
  tag_name_empty: "BAD_REQUEST",
  tag_name_too_long: "BAD_REQUEST",
  tag_name_invalid: "BAD_REQUEST",
  tag_name_taken: "CONFLICT",
  tag_name_is_alias: "CONFLICT",
  tag_archived: "CONFLICT",
  tag_aliases_full: "CONFLICT",
  tag_in_exclusive_group: "CONFLICT",
  group_not_found: "NOT_FOUND",
  group_name_taken: "CONFLICT",
  groups_full: "CONFLICT",
  impact_changed: "CONFLICT",
  contact_not_found: "NOT_FOUND",
  contact_tags_full: "CONFLICT",
  operation_not_found: "NOT_FOUND",
  undo_expired: "CONFLICT",
  undo_already_done: "CONFLICT",
  undo_superseded: "CONFLICT",
  undo_not_yours: "FORBIDDEN",
  undo_blocked_by: "CONFLICT",
  operation_running: "CONFLICT",
  export_not_found: "NOT_FOUND",
  export_not_ready: "CONFLICT",
  export_expired: "NOT_FOUND",
  member_not_found: "NOT_FOUND",
  member_exists: "CONFLICT",
  member_last_owner: "CONFLICT",
  invitation_not_found: "NOT_FOUND",
  invitation_expired: "NOT_FOUND",
  password_too_short: "BAD_REQUEST",
  password_too_long: "BAD_REQUEST",
  password_wrong: "UNAUTHORIZED",
  code_wrong: "UNAUTHORIZED",
  challenge_ended: "UNAUTHORIZED",
  two_factor_required: "FORBIDDEN",
  setup_link_invalid: "NOT_FOUND",
  origin_invalid: "BAD_REQUEST",
  origin_not_allowed: "FORBIDDEN",
  panel_key_not_found: "NOT_FOUND",
  panel_keys_full: "CONFLICT",
  token_invalid: "UNAUTHORIZED",
  token_expired: "UNAUTHORIZED",
  token_replayed: "UNAUTHORIZED",
  session_expired: "UNAUTHORIZED",
};

/** A domain error as tRPC answers it. */
export function translate(cause: DomainError): TRPCError {
  return new TRPCError({ code: trpcCodes[cause.code], message: cause.code, cause });
}

type Described = { code: ErrorCode | "internal"; details: Readonly<Record<string, unknown>> };

/** What of an error the caller may see: only what was thrown on purpose. */
export function describe(error: TRPCError): Described {
  const { cause } = error;
  if (cause instanceof DomainError) return { code: cause.code, details: cause.details };
  if (cause instanceof ZodError) {
    const issues = cause.issues.map(({ path, message }) => ({ path: path.join("."), message }));
    return { code: "invalid_input", details: { issues } };
  }
  switch (error.code) {
    case "NOT_FOUND":
      return { code: "not_found", details: {} };
    case "INTERNAL_SERVER_ERROR":
      return { code: "internal", details: {} };
    default:
      return { code: "invalid_input", details: {} };
  }
}

/** An error as RFC 9457 problem details, for what is not tRPC. */
export function problem(error: DomainError): { status: number; body: Record<string, unknown> } {
  const status = getHTTPStatusCodeFromError(translate(error));
  return {
    status,
    body: { type: "about:blank", title: error.code, status, code: error.code, details: error.details },
  };
}
