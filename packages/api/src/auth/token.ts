import { createHash, randomBytes } from "node:crypto";

/** A secret that nobody can guess: 256 random bits, URL-safe. Shown once; only its hash is kept. */
export function newToken(prefix = ""): string {
  return prefix + randomBytes(32).toString("base64url");
}

/** SHA-256 in hex: enough for secrets of full entropy. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
