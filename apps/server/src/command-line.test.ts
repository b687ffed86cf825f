import { permissions } from "@tagdeck/core/members/roles";
import { DomainError } from "@tagdeck/core/errors";
import { describeEachDatabase } from "@tagdeck/api/testing/databases";
import { beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "./command-line.ts";
import { faultOf } from "./commands.ts";

describeEachDatabase("the command line", (database) => {
  const run = async (...args: string[]) => {
    try {
      return await runCommand(args, { DATABASE_URL: database().url });
    } catch (error) {
      return error instanceof DomainError ? faultOf(error) : error;
    }
  };
  beforeAll(async () => {
    await run("workspace", "create", "--slug", "there");
  });

  it("makes a workspace, its people and its keys", async () => {
    const made = await run(
      "workspace",
      "create",
      "--slug",
      "acme",
      "--name",
      "Acme 公司",
      "--time-zone",
      "Asia/Taipei",
    );
    expect(made).toMatch(/^The workspace acme was made\./);
    const owner = ["user", "create", "--workspace", "acme", "--email", "Ann@Example.com", "--role", "owner"];
    expect(await run(...owner)).toMatch(/^ann@example\.com is owner\. Password: \S{20}$/);
    const other = await run("user", "create", "--workspace", "there", "--email", "ann@example.com");
    expect(other).toBe("ann@example.com had an account and is now agent here, with the password they have.");
    expect(await run("key", "create", "--workspace", "acme")).toMatch(/^tdk_\S{43}$/);
    const scopes = permissions.slice(0, 2).join(", ");
    expect(await run("key", "create", "--workspace", "acme", "--scopes", scopes)).toMatch(/^tdk_/);
    expect(await run("migrate")).toBe("The database is at the newest schema.");
  });

  it.each([
    ["workspace create --slug there", "There is a workspace of this name already. (workspace_slug_taken)"],
    ["workspace create --slug A_b", "(workspace_slug_invalid)"],
    ["workspace create --slug new --time-zone Mars/Olympus", "(time_zone_invalid"],
    [`workspace create --slug new --name ${"x".repeat(200)}`, "(invalid_input"],
    ["workspace create", "--slug is missing."],
    ["workspace create --slug new --role owner", "tagdeck workspace create takes no --role."],
    ["user create --workspace there --email nobody", "--email must be an e-mail address."],
    ["user create --workspace there --email a@example.com --role boss", "--role must be one of viewer,"],
    ["user create --workspace gone --email a@example.com", "(workspace_not_found)"],
    ["user create --email a@example.com", "--workspace is missing."],
    ["key create --workspace gone", "There is no workspace of this name. (workspace_not_found)"],
    ["key create --workspace there --scopes tags.fly", "tags.fly"],
    ["key create --workspace there --scopes ,", "--scopes names nothing"],
    ["key create --workspace there --scopes=", "--scopes names nothing"],
    [`key create --workspace there --name ${"x".repeat(101)}`, "--name must be 1 to 100 characters."],
    ["key create --workspace there --frob", "Unknown option '--frob'"],
    ["key", 'There is no command "key".'],
    ["serve backup", 'There is no command "serve backup".'],
    ["backup", "Name one file: tagdeck backup FILE"],
    ["restore a b", "Name one file: tagdeck restore FILE"],
    ["restore a --demo", "tagdeck restore takes no --demo."],
    ["seed", "Say what to seed: tagdeck seed --demo"],
  ])("says in a line what is wrong with %s", async (line, reason) => {
    const answer = await run(...line.split(" "));
    expect(answer).toBeInstanceOf(Error);
    expect(String(answer)).toContain(reason);
  });

  it("adds a member once", async () => {
    const line = ["user", "create", "--workspace", "there", "--email", "once@example.com"];
    expect(await run(...line)).toMatch("is agent");
    expect(String(await run(...line))).toContain("(member_exists)");
  });
});

describe("on PostgreSQL", () => {
  it.each([
    ["backup", "pg_dump"],
    ["restore", "pg_restore"],
  ])("%s names the tool that does it", async (command, tool) => {
    const env = { DATABASE_URL: "postgres://127.0.0.1:1/none" };
    await expect(runCommand([command, "file"], env)).rejects.toThrow(
      `On PostgreSQL use ${tool}; docs/operations.md has the commands.`,
    );
  });
});

describe("settings", () => {
  it("that cannot be used are listed at once", async () => {
    const env = {
      PORT: "0",
      DATABASE_URL: "mysql://x",
      SMTP_URL: "http://x",
      TAGDECK_SECRET: "short",
      TRUST_PROXY: "yes",
    };
    const fault = await runCommand(["migrate"], env).catch(String);
    expect(fault).toContain("PORT: a whole number from 1 to 65535");
    for (const name of Object.keys(env)) expect(fault).toContain(`\n  ${name}: `);
  });
});
