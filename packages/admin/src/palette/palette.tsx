import { msg, plural } from "@lingui/core/macro";
import { keepPreviousData, useQuery } from "@tanstack/preact-query";
import { Keyboard, Plus, Search, Sparkles } from "lucide-preact";
import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { Dialog } from "../controls/dialog.tsx";
import { useConsole } from "../shell/console.ts";
import { usePages } from "../shell/pages.tsx";
import { t } from "../text/i18n.ts";
import { matching, step } from "./options.ts";

type Option = { id: string; label: string; icon: ComponentChildren; note?: string; run: () => void };
type PaletteProps = { onClose: () => void; onKeys: () => void };

const mostTags = 8;

/** Goes to any page or tag by its name. */
export function Palette({ onClose, onKeys }: PaletteProps) {
  const { slug, api, can } = useConsole();
  const [, navigate] = useLocation();
  const pages = usePages();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const tags = useQuery({
    queryKey: [slug, "tags", "palette", query],
    queryFn: ({ signal }) => api.tags.suggest.query({ query, limit: mostTags }, { signal }),
    placeholderData: keepPreviousData,
  });
  const go = (path: string) => () => {
    onClose();
    navigate(`/${slug}/${path}`);
  };
  const places: Option[] = pages.map(({ page, label, icon }) => ({
    id: `page-${page}`,
    label,
    icon,
    run: go(page),
  }));
  const deeds: Option[] = [
    ...(can("tags.bulk")
      ? [
          {
            id: "clean-up",
            label: t(msg`Clean up tags`),
            icon: <Sparkles size={18} aria-hidden />,
            run: go("tags/clean-up"),
          },
        ]
      : []),
    ...(can("tags.create")
      ? [{ id: "new", label: t(msg`New tag`), icon: <Plus size={18} aria-hidden />, run: go("tags?new") }]
      : []),
    { id: "keys", label: t(msg`Show all keys`), icon: <Keyboard size={18} aria-hidden />, run: onKeys },
  ];
  const found: Option[] = (tags.data?.items ?? []).map(({ id, name, color, contactCount }) => ({
    id: `tag-${id}`,
    label: name,
    icon: <span class="td-dot menu-dot" style={{ "--c": color }} />,
    note:
      contactCount === null
        ? "–"
        : t(msg`${plural(contactCount, { one: "# contact", other: "# contacts" })}`),
    run: go(`tags/${id}`),
  }));
  const groups = [
    { label: t(msg`Pages`), options: matching(places, query) },
    { label: t(msg`Tags`), options: found },
    { label: t(msg`Actions`), options: matching(deeds, query) },
  ].filter(({ options }) => options.length > 0);
  const all = groups.flatMap(({ options }) => options);
  const chosen = all[Math.min(active, all.length - 1)];

  useLayoutEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [chosen?.id]);

  return (
    <Dialog open onClose={onClose} title={t(msg`Go to`)}>
      <div class="palette-search">
        <Search size={16} aria-hidden />
        <input
          class="input"
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={chosen && `${listId}-${chosen.id}`}
          aria-label={t(msg`Page or tag`)}
          placeholder={t(msg`Page or tag`)}
          autocomplete="off"
          data-autofocus
          value={query}
          maxLength={200}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={(event) => {
            if (event.isComposing) return;
            if (event.key === "ArrowDown" || event.key === "ArrowUp") {
              event.preventDefault();
              setActive(step(active, event.key === "ArrowDown" ? 1 : -1, all.length));
            } else if (event.key === "Enter") {
              event.preventDefault();
              chosen?.run();
            }
          }}
        />
      </div>
      <div id={listId} ref={list} role="listbox" aria-label={t(msg`Pages and tags`)} class="palette-list">
        {groups.map(({ label, options }) => (
          <div key={label} role="group" aria-label={label}>
            <div class="menu-label" aria-hidden>
              {label}
            </div>
            {options.map((option) => (
              <div
                key={option.id}
                id={`${listId}-${option.id}`}
                role="option"
                aria-selected={option === chosen}
                class="menu-item"
                onPointerMove={() => setActive(all.indexOf(option))}
                onClick={option.run}
              >
                {option.icon}
                <span class="palette-name">{option.label}</span>
                {option.note && <span class="palette-note">{option.note}</span>}
              </div>
            ))}
          </div>
        ))}
      </div>
      <div class="td-sr" role="status">
        {all.length === 0 ? t(msg`Nothing found`) : ""}
      </div>
      {all.length === 0 && !tags.isFetching && <p class="palette-none">{t(msg`Nothing found`)}</p>}
    </Dialog>
  );
}
