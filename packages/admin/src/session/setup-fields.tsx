import { msg } from "@lingui/core/macro";
import { toProblem } from "@tagdeck/ui/problem";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Field } from "../controls/field.tsx";
import { TimeZoneField } from "../controls/time-zone-field.tsx";
import { errorText, t } from "../text/i18n.ts";
import { PasswordField } from "./password-field.tsx";
import { passwordHint, passwordProblem } from "./password-rules.ts";
import { slugFrom } from "./slug.ts";

type SetupFieldsProps = {
  busy: boolean;
  error: unknown;
  onSubmit: (form: HTMLFormElement, timeZone: string) => Promise<void>;
  children: ComponentChildren;
};

export function SetupFields({ busy, error, onSubmit, children }: SetupFieldsProps) {
  const [name, setName] = useState("");
  const [typedSlug, setTypedSlug] = useState<string | null>(null);
  const [timeZone, setTimeZone] = useState(() => new Intl.DateTimeFormat().resolvedOptions().timeZone);
  const code = error === null ? null : toProblem(error).code;
  const slug = typedSlug ?? slugFrom(name);
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void onSubmit(event.currentTarget, timeZone);
      }}
    >
      <Field label={t(msg`Name of the workspace`)}>
        {(control) => (
          <input
            {...control}
            class="input"
            name="workspaceName"
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
            maxLength={80}
            autocomplete="organization"
            required
            autofocus
          />
        )}
      </Field>
      <Field
        label={t(msg`Address`)}
        hint={`${location.host}/admin/${slug || "…"}`}
        error={code?.startsWith("workspace_slug") ? errorText(error) : undefined}
      >
        {(control) => (
          <input
            {...control}
            class="input"
            name="slug"
            value={slug}
            onInput={(event) => setTypedSlug(event.currentTarget.value)}
            maxLength={40}
            autocapitalize="off"
            spellcheck={false}
            required
          />
        )}
      </Field>
      <TimeZoneField
        value={timeZone}
        onChange={setTimeZone}
        error={code === "time_zone_invalid" ? errorText(error) : undefined}
      />
      <hr />
      <Field label={t(msg`Your name`)}>
        {(control) => (
          <input {...control} class="input" name="name" maxLength={100} autocomplete="name" required />
        )}
      </Field>
      <Field label={t(msg`E-mail`)}>
        {(control) => (
          <input {...control} class="input" type="email" name="email" autocomplete="username" required />
        )}
      </Field>
      <PasswordField
        label={t(msg`Password`)}
        name="password"
        autocomplete="new-password"
        hint={passwordHint()}
        error={(error !== null && passwordProblem(error)) || undefined}
      />
      {children}
    </form>
  );
}
