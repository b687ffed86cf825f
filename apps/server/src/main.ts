import { DomainError } from "@tagdeck/core/errors";
import { runCommand } from "./command-line.ts";
import { faultOf } from "./commands.ts";
import { UserFault } from "./env.ts";

try {
  const output = await runCommand(process.argv.slice(2));
  if (output !== undefined) process.stdout.write(`${output}\n`);
} catch (error) {
  const fault = error instanceof DomainError ? faultOf(error) : error;
  if (!(fault instanceof UserFault)) throw fault;
  process.stderr.write(`${fault.message}\n`);
  process.exitCode = 1;
}
