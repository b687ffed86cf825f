import { useQuery } from "@tanstack/preact-query";
import { Bone, LoadError, Loading } from "../controls/states.tsx";
import { useConsole } from "../shell/console.ts";
import { EmbedSnippets } from "./embed-snippets.tsx";
import { Frames } from "./frames.tsx";
import { embedQuery } from "./model.ts";
import { Origins } from "./origins.tsx";
import { PanelKeys } from "./panel-keys.tsx";
import { TryPanel } from "./try-panel.tsx";

export function PanelSettings() {
  const { slug, api, can } = useConsole();
  const embed = useQuery(embedQuery(api, slug));
  if (embed.isPending) {
    return (
      <Loading>
        <div class="bones">
          <Bone height="120px" />
          <Bone height="120px" />
        </div>
      </Loading>
    );
  }
  if (!embed.data) return <LoadError error={embed.error} onRetry={() => void embed.refetch()} />;
  return (
    <>
      <PanelKeys keys={embed.data.keys} />
      <Origins origins={embed.data.origins} />
      {can("settings.edit") && <TryPanel keys={embed.data.keys} origins={embed.data.origins} />}
      <EmbedSnippets kid={embed.data.keys.at(-1)?.kid ?? null} />
      <Frames zendesk={embed.data.zendesk} />
    </>
  );
}
