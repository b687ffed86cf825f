/** The most tags that are merged into another at once. */
export const mergeMax = 50;
