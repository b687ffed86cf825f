import { parseArgs } from "node:util";
import { DomainError } from "@tagdeck/core/errors";
import { backUpDatabase, restoreDatabase } from "./backup.ts";
import { createKey, createUser, createWorkspace, faultOf, type Flags } from "./commands.ts";
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

const commands: Record<string, (program: Program, flags: Flags) => Promise<string | undefined>> = {
  serve: async (program, flags) => {
    await serveProgram(program, { demo: flags["demo"] === true });
    return undefined;
  },
  worker: async (program) => {
    await workProgram(program);
    return undefined;
  },
  migrate: async (program) => {
    await (await openMigrated(program)).close();
    return "The database is at the newest schema.";
  },
  seed: async (program, flags) => {
    if (flags["demo"] !== true) throw new UserFault("Say what to seed: tagdeck seed --demo");
    if (program.env.NODE_ENV === "production") {
      throw new UserFault("The demo has public passwords: it is not made when NODE_ENV is production.");
    }
    const made = await withKernel(program, seedDemo);
    return made ? "The demo workspace was made." : "The demo workspace is there already.";
  },
  "workspace create": createWorkspace,
  "user create": createUser,
  "key create": createKey,
};

const fileCommands: Record<string, (program: Program, file: string) => Promise<string>> = {
  backup: backUpDatabase,
  restore: restoreDatabase,
};

async function run(args: string[]): Promise<string | undefined> {
  const { values, positionals } = parse(args);
  const name = positionals.join(" ");
  const [first = "", file, ...rest] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const fileCommand = Object.hasOwn(fileCommands, first) ? fileCommands[first] : undefined;
  if (values["help"] === true || name === "help") return usage;
  if (fileCommand) {
    if (!file || rest.length > 0) throw new UserFault(`Name one file: tagdeck ${first} FILE`);
    return fileCommand(createProgram(), file);
  }
  if (!command) throw new UserFault(name === "" ? usage : `There is no command "${name}".\n\n${usage}`);
  return command(createProgram(), values);
}

function parse(args: string[]): { values: Flags; positionals: string[] } {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new UserFault(error instanceof Error ? error.message : String(error));
  }
}

try {
  const output = await run(process.argv.slice(2));
  if (output !== undefined) process.stdout.write(`${output}\n`);
} catch (error) {
  const fault = error instanceof DomainError ? faultOf(error) : error;
  if (!(fault instanceof UserFault)) throw fault;
  process.stderr.write(`${fault.message}\n`);
  process.exitCode = 1;
}
