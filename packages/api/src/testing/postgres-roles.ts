import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

const passwords = { owner_password: "of-the-owner", password: "of-the-program" };

/**
 * Makes the roles and the database as the compose file does on a server's first start.
 *
 * @returns the settings that the program gets there
 */
export async function makeRoles(superuser: string) {
  const script = readFileSync(join(import.meta.dirname, "../../../../docker/postgres-roles.sh"), "utf8");
  const [, sql = ""] = /<<'SQL'\n([\s\S]*?)^SQL$/m.exec(script) ?? [];
  const filled = sql.replace(/:'(\w+)'/g, (_, name: keyof typeof passwords) => `'${passwords[name]}'`);
  const client = new pg.Client({ connectionString: superuser });
  await client.connect();
  // One at a time: a database is not made together with other things.
  for (const statement of filled.split(";").filter((each) => each.trim() !== ""))
    await client.query(statement);
  await client.end();
  const url = (user: string, password: string) =>
    Object.assign(new URL(superuser), { username: user, password, pathname: "/tagdeck" }).href;
  return {
    DATABASE_URL: url("tagdeck", passwords.password),
    DATABASE_DIRECT_URL: url("tagdeck_owner", passwords.owner_password),
  };
}
