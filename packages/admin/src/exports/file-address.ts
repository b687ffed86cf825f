/** Where the browser fetches an export's file. */
export function fileAddress(slug: string, exportId: number): string {
  return `/exports/${encodeURIComponent(slug)}/${exportId}/file`;
}
