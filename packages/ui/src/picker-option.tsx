import { msg } from "@lingui/core/macro";
import { matchRange } from "@tagdeck/core/tags/search";
import { useI18n } from "./i18n.ts";
import { CheckIcon, PlusIcon } from "./icons.tsx";
import { contactsText } from "./panel-messages.ts";
import type { PickerOption } from "./picker-options.ts";

type Props = {
  id: string;
  option: PickerOption;
  query: string;
  active: boolean;
  onPoint(): void;
  onChoose(): void;
};

export function PickerOptionRow({ id, option, query, active, onPoint, onChoose }: Props) {
  const create = option.kind === "create";
  return (
    <div
      id={id}
      class={create ? "td-option td-option-create" : "td-option"}
      part="option"
      role="option"
      aria-selected={active}
      style={create ? undefined : { "--c": option.tag.color }}
      onPointerMove={onPoint}
      onClick={onChoose}
    >
      {create ? <CreateOption name={option.name} /> : <TagOption option={option} query={query} />}
    </div>
  );
}

function CreateOption({ name }: { name: string }) {
  const i18n = useI18n();
  return (
    <>
      <PlusIcon />
      <span class="td-option-name">{i18n._(msg`Create “${name}”`)}</span>
      <kbd aria-hidden="true">{/Mac|iP/.test(navigator.platform) ? "⌘ ↵" : "Ctrl ↵"}</kbd>
    </>
  );
}

function TagOption({ option, query }: { option: Extract<PickerOption, { kind: "tag" }>; query: string }) {
  const i18n = useI18n();
  const { name, contactCount } = option.tag;
  const range = matchRange(name, query);
  return (
    <>
      <i class="td-dot" />
      <bdi class="td-option-name" title={name}>
        {range ? (
          <>
            {name.slice(0, range.start)}
            <mark>{name.slice(range.start, range.end)}</mark>
            {name.slice(range.end)}
          </>
        ) : (
          name
        )}
      </bdi>
      {option.applied && (
        <span class="td-option-applied">
          <CheckIcon />
          <span class="td-sr">{i18n._(msg`applied`)}</span>
        </span>
      )}
      {contactCount !== null && (
        <>
          <span class="td-option-count" aria-hidden="true">
            {i18n.number(contactCount)}
          </span>
          <span class="td-sr">{contactsText(contactCount, i18n)}</span>
        </>
      )}
    </>
  );
}
