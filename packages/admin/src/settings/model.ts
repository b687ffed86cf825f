import type { UpdateWorkspace } from "@tagdeck/core/workspaces/inputs";
import type { Workspace } from "@tagdeck/core/workspaces/workspace";
import type { CreatePanelKey, SetZendesk } from "@tagdeck/core/embed/inputs";
import type { PanelKey, ZendeskApp } from "@tagdeck/core/embed/session";
import type { QueryClient } from "@tanstack/preact-query";
import type { Api } from "../api/client.ts";
import { workspaceKey } from "../shell/console.ts";

export type Embed = { keys: PanelKey[]; origins: string[]; zendesk: ZendeskApp | null };

export const embedKey = (slug: string) => [slug, "embed"] as const;

export function embedQuery(api: Api, slug: string) {
  return { queryKey: embedKey(slug), queryFn: (): Promise<Embed> => api.embed.get.query() };
}

export type SettingsModel = ReturnType<typeof createSettingsModel>;

export function createSettingsModel(api: Api, queries: QueryClient, slug: string) {
  const patchEmbed = (change: (embed: Embed) => Embed) =>
    queries.setQueryData<Embed>(embedKey(slug), (embed) => embed && change(embed));
  return {
    async update(input: UpdateWorkspace): Promise<Workspace> {
      const workspace = await api.workspace.update.mutate(input);
      queries.setQueryData<Workspace>(workspaceKey(slug), workspace);
      return workspace;
    },
    async createKey(input: CreatePanelKey): Promise<{ key: PanelKey; secret: string | null }> {
      const created = await api.embed.createKey.mutate(input);
      patchEmbed((embed) => ({ ...embed, keys: [...embed.keys, created.key] }));
      void queries.invalidateQueries({ queryKey: embedKey(slug) });
      return created;
    },
    async revokeKey(kid: string): Promise<void> {
      await api.embed.revokeKey.mutate({ kid });
      patchEmbed((embed) => ({ ...embed, keys: embed.keys.filter((key) => key.kid !== kid) }));
    },
    async addOrigin(origin: string): Promise<void> {
      const { origins } = await api.embed.addOrigin.mutate({ origin });
      patchEmbed((embed) => ({ ...embed, origins }));
    },
    async removeOrigin(origin: string): Promise<void> {
      const { origins } = await api.embed.removeOrigin.mutate({ origin });
      patchEmbed((embed) => ({ ...embed, origins }));
    },
    async setZendesk(input: SetZendesk): Promise<void> {
      const { zendesk } = await api.embed.setZendesk.mutate(input);
      patchEmbed((embed) => ({ ...embed, zendesk }));
    },
    async removeZendesk(): Promise<void> {
      await api.embed.removeZendesk.mutate();
      patchEmbed((embed) => ({ ...embed, zendesk: null }));
    },
  };
}
