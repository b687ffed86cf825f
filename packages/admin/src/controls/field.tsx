import { CircleAlert } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export type ControlProps = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
};

type FieldProps = {
  label: string;
  hint?: ComponentChildren;
  /** Announced when it appears. */
  error?: ComponentChildren;
  /** Shown at the end of the label's line. */
  aside?: ComponentChildren;
  children: (control: ControlProps) => ComponentChildren;
};

export function Field({ label, hint, error, aside, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [error ? errorId : "", hint ? hintId : ""].filter(Boolean).join(" ");
  return (
    <div class="field">
      <div class="field-head">
        <label for={id}>{label}</label>
        {aside}
      </div>
      {children({
        id,
        "aria-describedby": describedBy || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      <div id={errorId} class="field-error" role="alert">
        {error && (
          <>
            <CircleAlert size={14} aria-hidden />
            <span>{error}</span>
          </>
        )}
      </div>
      {hint && (
        <div id={hintId} class="field-hint">
          {hint}
        </div>
      )}
    </div>
  );
}
