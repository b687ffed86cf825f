import { msg } from "@lingui/core/macro";
import { useFocusLeft } from "@tagdeck/ui/focus-left";
import { useI18n } from "@tagdeck/ui/i18n";
import { panelProblemText } from "@tagdeck/ui/panel-messages";
import { toProblem, type Problem } from "@tagdeck/ui/problem";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Chip } from "../chips.ts";
import type { ContactModel, TagStory } from "../contact-model.ts";
import { Entries } from "./recent.tsx";
import { TagEdit } from "./tag-edit.tsx";
import { TagLife } from "./tag-life.tsx";

type Props = {
  model: ContactModel;
  tag: Chip & { id: number };
  now: number;
  /** Where its chip ends, in pixels from the top of the section. */
  top: number;
  /** `byKey`: the focus is to go back to the chip. */
  onClose(byKey: boolean): void;
};

/** It runs out, or was made to stay. */
export const hasLife = ({ expiresAt, expiry }: Chip): boolean => !!expiresAt || expiry === "never";

/** Where a tag of the contact came from, and how long it stays; of several contacts' only the latter. */
export function TagDetail({ model, tag, now, top, onClose }: Props) {
  const i18n = useI18n();
  const box = useRef<HTMLDivElement>(null);
  const [story, setStory] = useState<TagStory | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const timeZone = model.session.value?.workspace.timeZone;
  const left = useFocusLeft(box, () => onClose(false));

  useLayoutEffect(() => box.current?.focus(), []);
  useEffect(() => {
    if (model.several) return;
    const stop = new AbortController();
    model.about(tag.id, stop.signal).then(setStory, (error: unknown) => {
      if (!stop.signal.aborted) setProblem(toProblem(error));
    });
    return () => stop.abort();
  }, [model.history.value]);
  // It stands over what follows, and the panel is at least as high as it.
  useLayoutEffect(() => {
    const { current } = box;
    const panel = current?.closest<HTMLElement>(".panel");
    if (!current || !panel) return;
    const section = current.parentElement?.offsetTop ?? 0;
    panel.style.minHeight = `max(100%, ${section + current.offsetTop + current.offsetHeight + 16}px)`;
    current.scrollIntoView({ block: "nearest" });
    return () => panel.style.removeProperty("min-height");
  }, [story, problem]);

  return (
    <div
      ref={box}
      class="detail"
      part="detail"
      role="dialog"
      aria-label={tag.name}
      tabIndex={-1}
      style={{ top: `${top}px` }}
      onFocusOut={left}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose(true);
      }}
    >
      {model.may("tags.edit") ? (
        <TagEdit model={model} tag={tag} onSaved={() => onClose(true)} />
      ) : (
        <h4 style={{ "--c": tag.color }}>
          <i class="td-dot" />
          <bdi>{tag.name}</bdi>
        </h4>
      )}
      {hasLife(tag) && (
        <TagLife model={model} tag={tag} now={now} timeZone={timeZone} onDone={() => onClose(true)} />
      )}
      {story?.description && <p>{story.description}</p>}
      {!model.several && (
        <>
          <h4 class="muted">{i18n._(msg`Where this came from`)}</h4>
          {story ? (
            <Entries ofTag history={story.entries} now={now} timeZone={timeZone} />
          ) : (
            <p class="muted">{problem ? panelProblemText(problem, i18n) : i18n._(msg`Loading…`)}</p>
          )}
        </>
      )}
    </div>
  );
}
