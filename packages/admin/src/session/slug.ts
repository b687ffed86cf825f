/** A workspace's address made from its name: `Demo Shop, Ltd.` → `demo-shop-ltd`; empty when nothing Latin is left. */
export function slugFrom(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
}
