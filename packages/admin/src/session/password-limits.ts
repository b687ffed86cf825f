import type { passwordMaxLength, passwordMinLength } from "@tagdeck/core/members/inputs";

// Core's values live among the zod schemas, which the browser does without; the types keep the two the same.
export const minPassword: typeof passwordMinLength = 10;
export const maxPassword: typeof passwordMaxLength = 128;
