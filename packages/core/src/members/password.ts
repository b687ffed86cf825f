/** A password's limits, in UTF-16 units. */
export const passwordMinLength = 10;
export const passwordMaxLength = 128;
