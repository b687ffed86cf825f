/** A table of characters: pairs parted by a space, the pairs by "|". */
declare module "opencc-js/dict/*" {
  const table: string;
  export default table;
}
