import { useQueryClient } from "@tanstack/preact-query";
import { useMemo } from "preact/hooks";
import { useConsole } from "../shell/console.ts";
import { createSettingsModel, type SettingsModel } from "./model.ts";

export function useSettings(): SettingsModel {
  const { slug, api } = useConsole();
  const queries = useQueryClient();
  return useMemo(() => createSettingsModel(api, queries, slug), [api, queries, slug]);
}
