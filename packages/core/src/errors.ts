/** Every error the product throws on purpose. Stable: clients and integrations match on these. */
export type ErrorCode =
  | "invalid_input"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "rate_limited"
  | "cursor_invalid"
  | "workspace_not_found"
  | "workspace_slug_taken"
  | "workspace_slug_invalid"
  | "time_zone_invalid"
  | "tag_not_found"
  | "tag_name_empty"
  | "tag_name_too_long"
  | "tag_name_invalid"
  | "tag_name_taken"
  | "tag_name_is_alias"
  | "tag_archived"
  | "tag_aliases_full"
  | "tag_in_exclusive_group"
  | "group_not_found"
  | "group_name_taken"
  | "groups_full"
  | "impact_changed"
  | "contact_not_found"
  | "contact_tags_full"
  | "operation_not_found"
  | "undo_expired"
  | "undo_already_done"
  | "undo_superseded"
  | "undo_not_yours"
  | "undo_blocked_by"
  | "operation_running"
  | "export_not_found"
  | "export_not_ready"
  | "export_expired"
  | "member_not_found"
  | "member_exists"
  | "member_last_owner"
  | "invitation_not_found"
  | "invitation_expired"
  | "password_too_short"
  | "password_too_long"
  | "password_wrong"
  | "code_wrong"
  | "challenge_ended"
  | "two_factor_required"
  | "setup_link_invalid"
  | "origin_invalid"
  | "origin_not_allowed"
  | "panel_key_not_found"
  | "panel_keys_full"
  | "token_invalid"
  | "token_expired"
  | "token_replayed"
  | "session_expired";

export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * The one error that is thrown on purpose. `code` is stable; `details` is safe to show to the caller.
 * Its message is the code: the words are chosen where they are shown, in the reader's language.
 */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
