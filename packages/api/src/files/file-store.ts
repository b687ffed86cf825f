/**
 * Where files are kept that jobs make and people fetch. A name is a path of letters, digits, `-`, `_` and `.`,
 * such as `exports/1/2.csv`; whoever makes it sees to it that it is nobody else's.
 */
export type FileStore = {
  /**
   * Keeps what `content` gives, in place of what was there. The file is there as a whole once this has returned;
   * when it throws, is aborted or the machine fails, what was there before still is.
   */
  put(name: string, content: AsyncIterable<string | Uint8Array>, signal?: AbortSignal): Promise<FileInfo>;

  /** Opens a file; null = there is none. Whoever gets it reads it to its end or cancels it. */
  get(name: string): Promise<(FileInfo & { content: ReadableStream<Uint8Array> }) | null>;

  stat(name: string): Promise<FileInfo | null>;

  /** Removes a file, if it is there. */
  remove(name: string): Promise<void>;
};

export type FileInfo = {
  /** In bytes. */
  size: number;
};

/** Where files are kept, as plain data: it travels to the thread of the jobs. */
export type FilesSettings =
  | { kind: "disk"; folder: string }
  | {
      kind: "s3";
      /** Of the service, without the bucket. */
      endpoint: string;
      region: string;
      bucket: string;
      /** Stands before every name; empty, or with a slash at its end. */
      prefix: string;
      accessKeyId: string;
      secretAccessKey: string;
      sessionToken: string | undefined;
    };

/** Refuses a name that could be a path to somewhere else. */
export function checkName(name: string): string {
  if (!/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(name)) throw new Error(`${JSON.stringify(name)} names no file`);
  return name;
}
