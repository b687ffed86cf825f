/** Lower case, sorted by code unit. Declared, as the compiler would read 275,000 words for this type. */
declare module "an-array-of-english-words" {
  const words: readonly string[];
  export default words;
}
