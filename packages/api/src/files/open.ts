import { openDisk } from "./disk.ts";
import type { FilesSettings, FileStore } from "./file-store.ts";
import { openS3 } from "./s3.ts";

export function openFiles(settings: FilesSettings): FileStore {
  return settings.kind === "disk" ? openDisk(settings) : openS3(settings);
}
