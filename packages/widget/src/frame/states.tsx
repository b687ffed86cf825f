import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { FrameModel, Trouble } from "./model.ts";
import { SignIn } from "./sign-in.tsx";
import { State } from "./state.tsx";

/** What stands in the panel's place while there is none. */
export function FrameStates({ frame, i18n }: { frame: FrameModel; i18n: I18n }) {
  const state = frame.state.value;
  switch (state.kind) {
    case "panel":
      return null;
    case "waiting":
      return <State icon="wait" title={i18n._(msg`Waiting for the conversation…`)} />;
    case "sign-in":
      return <SignIn frame={frame} i18n={i18n} />;
    case "trouble":
      return <TroubleState trouble={state.trouble} i18n={i18n} />;
  }
}

function TroubleState({ trouble, i18n }: { trouble: Trouble; i18n: I18n }) {
  const [title, text] = wordsFor(trouble, i18n);
  return (
    <State icon="trouble" title={title}>
      <p>{text}</p>
      {trouble.kind === "zendesk-refused" && <code>{trouble.reason}</code>}
      {trouble.kind === "silent" && trouble.sites.map((site) => <code key={site}>{site}</code>)}
    </State>
  );
}

function wordsFor(trouble: Trouble, i18n: I18n): [title: string, text: string] {
  switch (trouble.kind) {
    case "workspace":
      return [
        i18n._(msg`There is no such workspace`),
        i18n._(msg`Look at the address of this frame: its workspace is mistyped or gone.`),
      ];
    case "alone":
      return [
        i18n._(msg`This page belongs in your chat console`),
        i18n._(msg`Put its address into Chatwoot, Front, Zendesk or a frame of your own.`),
      ];
    case "silent":
      return [
        i18n._(msg`Your chat console does not answer`),
        i18n._(
          msg`Reload it. If that does not help, an admin should look at the address of this frame. It listens to these sites:`,
        ),
      ];
    case "zendesk-unsigned":
      return [
        i18n._(msg`Zendesk did not sign this page`),
        i18n._(msg`An admin must set signedUrls in the app’s manifest.`),
      ];
    case "zendesk-ended":
      return [
        i18n._(msg`Reload the app`),
        i18n._(msg`Zendesk signs you in when it loads this app, and that time is over.`),
      ];
    case "zendesk-site":
      return [
        i18n._(msg`This Zendesk may not show the panel yet`),
        i18n._(msg`An admin must add its address to the allowed origins in Tagdeck’s settings.`),
      ];
    case "zendesk-refused":
      return [
        i18n._(msg`Zendesk’s signature does not fit`),
        i18n._(
          msg`An admin must compare the Zendesk app in Tagdeck’s settings with the one that is installed.`,
        ),
      ];
  }
}
