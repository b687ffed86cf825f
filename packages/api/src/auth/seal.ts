import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

export type Seal = {
  /** Encrypts a text that must be read again, such as a signing secret. */
  seal(text: string): string;
  /** @throws when the text was sealed with another secret or has been tampered with */
  open(sealed: string): string;
};

/** AES-256-GCM with a key derived from the installation's secret. */
export function createSeal(secret: string): Seal {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "tagdeck seal v1", 32));
  return {
    seal(text) {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, iv);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
    },
  };
}
