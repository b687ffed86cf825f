import { msg } from "@lingui/core/macro";
import { tagColors } from "@tagdeck/core/tags/color";
import { useI18n } from "@tagdeck/ui/i18n";
import { panelProblemText } from "@tagdeck/ui/panel-messages";
import { toProblem, type Problem } from "@tagdeck/ui/problem";
import { useState } from "preact/hooks";
import type { NamedTag } from "../chips.ts";
import type { ContactModel } from "../contact-model.ts";

type Props = { model: ContactModel; tag: NamedTag; onSaved(): void };

/** Renames and recolours a tag, for every contact that has it. */
export function TagEdit({ model, tag, onSaved }: Props) {
  const i18n = useI18n();
  const [problem, setProblem] = useState<Problem | null>(null);
  return (
    <form class="edit" onSubmit={(event) => void save(event)}>
      <input
        type="color"
        name="color"
        list="colors"
        aria-label={i18n._(msg`Colour`)}
        defaultValue={tag.color}
      />
      <datalist id="colors">
        {tagColors.map((color) => (
          <option value={color} />
        ))}
      </datalist>
      <input name="name" autocomplete="off" aria-label={i18n._(msg`Name`)} defaultValue={tag.name} />
      <button type="submit" class="button">
        {i18n._(msg`Save`)}
      </button>
      {problem && <p role="alert">{panelProblemText(problem, i18n)}</p>}
    </form>
  );

  async function save(event: SubmitEvent & { currentTarget: HTMLFormElement }): Promise<void> {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    try {
      await model.edit({ id: tag.id, name: String(typed.get("name")), color: String(typed.get("color")) });
      onSaved();
    } catch (error) {
      setProblem(toProblem(error));
    }
  }
}
