import type { Logger } from "pino";
import type { Auth } from "./auth/auth.ts";
import type { RecordSignIn } from "./auth/sign-in-audit.ts";
import type { Seal } from "./auth/seal.ts";
import type { Kernel } from "./context.ts";
import type { FileStore } from "./files/file-store.ts";
import type { FeedHub } from "./feed/hub.ts";
import type { Mailer } from "./mail/mailer.ts";

/** The parts of the running program that procedures reach besides their context. */
export type Services = {
  kernel: Kernel;
  auth: Auth;
  mailer: Mailer;
  seal: Seal;
  recordSignIn: RecordSignIn;
  feed: FeedHub;
  files: FileStore;
  log: Logger;
  /** Where people reach the program, without a slash at the end. */
  publicUrl: string;
  /** The origins under which the console is reached: of `publicUrl`, and on loopback its other names. */
  ownOrigins: readonly string[];
  /** What people call the provider by which they may sign in; null = there is none. */
  singleSignOn: { name: string } | null;
  /** Ends streams when the program stops. */
  closing: AbortSignal;
};
