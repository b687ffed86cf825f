import { Search, X } from "lucide-preact";
import { msg } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../text/i18n.ts";
import { useShortcuts } from "../shell/shortcuts.ts";
import { IconButton } from "./button.tsx";

type SearchBoxProps = { label: string; value: string; onSearch: (text: string) => void };

const pause = 200;

/** Reports what was typed after a short pause, or at once on Enter; `/` anywhere on the page focuses it. */
export function SearchBox({ label, value, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const reported = useRef(value);
  const report = (next: string) => {
    if (next === reported.current) return;
    reported.current = next;
    onSearch(next);
  };

  // The address changed by other means: back, forward, a link.
  useEffect(() => {
    if (value === reported.current) return;
    reported.current = value;
    setText(value);
  }, [value]);

  useEffect(() => {
    const timer = setTimeout(() => report(text), pause);
    return () => clearTimeout(timer);
  }, [text]);

  useShortcuts([
    {
      keys: ["/"],
      label: t(msg`Search`),
      scope: "page",
      run() {
        input.current?.focus();
        input.current?.select();
      },
    },
  ]);

  return (
    <form
      role="search"
      class="search"
      onSubmit={(event) => {
        event.preventDefault();
        report(input.current?.value ?? text);
      }}
    >
      <Search class="search-icon" size={16} aria-hidden />
      <input
        ref={input}
        type="search"
        class="input"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={label}
        value={text}
        maxLength={200}
        autocomplete="off"
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && text !== "") {
            event.preventDefault();
            setText("");
            report("");
          }
        }}
      />
      {text === "" ? (
        <kbd class="search-key" aria-hidden>
          /
        </kbd>
      ) : (
        <IconButton
          class="search-clear"
          label={t(msg`Clear the search`)}
          onClick={() => {
            setText("");
            report("");
            input.current?.focus();
          }}
        >
          <X size={14} aria-hidden />
        </IconButton>
      )}
    </form>
  );
}
