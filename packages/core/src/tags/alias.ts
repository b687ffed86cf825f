/** The most other names of one tag. */
export const aliasMax = 100;
