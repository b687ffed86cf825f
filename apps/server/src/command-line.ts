import { parseArgs } from "node:util";
import { backUpDatabase, restoreDatabase } from "./backup.ts";
import { createKey, createUser, createWorkspace, type Flags } from "./commands.ts";
import { seedDemo } from "./demo/seed.ts";
import { UserFault } from "./env.ts";
import { createProgram, openMigrated, type Program, withKernel } from "./program.ts";
import { serveProgram } from "./serve.ts";
import { workProgram } from "./worker.ts";

const usage = `Usage: tagdeck <command>

  serve [--demo]      serve the API, the admin console and the panel; with --demo also the demo chat console
  worker              run jobs beside serve, in a process of their own (PostgreSQL)
  migrate             bring the database to the newest schema
  seed --demo         make the demo workspace
  backup FILE         copy the database to FILE, beside a running serve (SQLite)
  restore FILE        put the backup FILE in the place of the database; serve must be stopped (SQLite)
  workspace create    --slug acme [--name "Acme"] [--time-zone Asia/Taipei]
  user create         --workspace acme --email ann@example.com [--name Ann] [--role agent] [--password-stdin]
  key create          --workspace acme [--scopes all] [--name "Sync"]

Settings come from the environment; the README lists them.`;

const options = {
  demo: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  slug: { type: "string" },
  name: { type: "string" },
  "time-zone": { type: "string" },
  workspace: { type: "string" },
  email: { type: "string" },
  role: { type: "string" },
  "password-stdin": { type: "boolean" },
  scopes: { type: "string" },
} as const;

type Command = {
  flags: readonly (keyof typeof options)[];
  run(program: Program, flags: Flags): Promise<string | void>;
};

const commands: Record<string, Command> = {
  serve: {
    flags: ["demo"],
    run: (program, flags) => serveProgram(program, { demo: flags["demo"] === true }),
  },
  worker: { flags: [], run: workProgram },
  migrate: {
    flags: [],
    async run(program) {
      await (await openMigrated(program)).close();
      return "The database is at the newest schema.";
    },
  },
  seed: {
    flags: ["demo"],
    async run(program, flags) {
      if (flags["demo"] !== true) throw new UserFault("Say what to seed: tagdeck seed --demo");
      if (program.env.NODE_ENV === "production") {
        throw new UserFault("The demo has public passwords: it is not made when NODE_ENV is production.");
      }
      const made = await withKernel(program, seedDemo);
      return made ? "The demo workspace was made." : "The demo workspace is there already.";
    },
  },
  "workspace create": { flags: ["slug", "name", "time-zone"], run: createWorkspace },
  "user create": { flags: ["workspace", "email", "name", "role", "password-stdin"], run: createUser },
  "key create": { flags: ["workspace", "scopes", "name"], run: createKey },
};

const fileCommands: Record<string, (program: Program, file: string) => Promise<string>> = {
  backup: backUpDatabase,
  restore: restoreDatabase,
};

/**
 * Carries out a command line; returns what is to be printed.
 *
 * @throws UserFault, DomainError
 */
export async function runCommand(args: string[], source?: NodeJS.ProcessEnv): Promise<string | void> {
  const { values, positionals } = parse(args);
  const name = positionals.join(" ");
  if (values["help"] === true || name === "help") return usage;
  const [first = "", file, ...rest] = positionals;
  const fileCommand = Object.hasOwn(fileCommands, first) ? fileCommands[first] : undefined;
  if (fileCommand) {
    checkFlags(first, [], values);
    if (!file || rest.length > 0) throw new UserFault(`Name one file: tagdeck ${first} FILE`);
    return fileCommand(createProgram(source), file);
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UserFault(name === "" ? usage : `There is no command "${name}".\n\n${usage}`);
  checkFlags(name, command.flags, values);
  return command.run(createProgram(source), values);
}

function checkFlags(name: string, known: readonly string[], values: Flags): void {
  const [unknown] = Object.keys(values).filter((flag) => !known.includes(flag));
  if (unknown !== undefined) throw new UserFault(`tagdeck ${name} takes no --${unknown}.`);
}

function parse(args: string[]): { values: Flags; positionals: string[] } {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UserFault(error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error));
  }
}
