import { msg } from "@lingui/core/macro";
import type { Tag } from "@tagdeck/core/tags/tag";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { errorText, t } from "../text/i18n.ts";
import { isNameProblem, NameProblem } from "./name-problem.tsx";

type InlineNameProps = {
  tag: Tag;
  /** What is said of the name while it is typed. */
  near?: (text: string) => ComponentChildren;
  /** Resolves when the server has the new name; rejects with its reason. */
  onRename: (name: string) => Promise<unknown>;
  onBusy: (busy: boolean) => void;
  /** Whether the focus should go back to the name: not when it went elsewhere by itself. */
  onDone: (refocus: boolean) => void;
};

/** The name as a field: Enter or leaving it saves, Escape gives up, a refused name stays to be mended. */
export function InlineName({ tag, near, onRename, onBusy, onDone }: InlineNameProps) {
  const [text, setText] = useState(tag.name);
  const [error, setError] = useState<unknown>(null);
  const field = useRef<HTMLInputElement>(null);
  const state = useRef<"editing" | "saving" | "over">("editing");
  const errorId = `rename-${tag.id}`;

  // Before the next key: what is typed at once must replace the name.
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  // Once the field is shown again, after the attempt.
  useEffect(() => {
    if (error !== null) field.current?.focus();
  }, [error]);

  const finish = (refocus: boolean) => {
    state.current = "over";
    onDone(refocus);
  };
  const save = async (refocus: boolean) => {
    if (state.current !== "editing") return;
    if (text.trim() === tag.name) return finish(refocus);
    state.current = "saving";
    onBusy(true);
    try {
      await onRename(text);
      finish(refocus);
    } catch (reason) {
      state.current = "editing";
      setError(reason);
    }
    onBusy(false);
  };

  return (
    <div class="inline-name">
      <input
        ref={field}
        class="input input-small"
        aria-label={t(msg`Name`)}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : errorId}
        value={text}
        autocomplete="off"
        onInput={(event) => {
          setText(event.currentTarget.value);
          setError(null);
        }}
        onBlur={() => {
          if (error === null) void save(false);
          else if (state.current === "editing") finish(false);
        }}
        onKeyDown={(event) => {
          if (event.isComposing) return;
          if (event.key === "Enter") {
            event.preventDefault();
            void save(true);
          } else if (event.key === "Escape") {
            event.stopPropagation();
            finish(true);
          }
        }}
      />
      {error === null && near && text.trim() !== tag.name && <div class="inline-near">{near(text)}</div>}
      {error !== null && (
        <div id={errorId} role="alert" class="inline-error">
          {isNameProblem(error) ? <NameProblem error={error} /> : errorText(error)}
        </div>
      )}
    </div>
  );
}
