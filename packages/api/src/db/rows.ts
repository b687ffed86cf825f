import { type AliasedRawBuilder, type RawBuilder, sql } from "kysely";

/**
 * A table `given` of integers to select from, out of one parameter: the statement is the same however many
 * rows there are, and no limit of parameters is met.
 */
export type Rows = <C extends string, V extends number | null>(
  columns: readonly C[],
  rows: readonly (readonly V[])[],
) => AliasedRawBuilder<Record<C, V>, "given">;

/** Both databases unfold JSON; `each` is how a list becomes rows. */
export function rowsBy(each: (json: string) => RawBuilder<unknown>): Rows {
  return <C extends string, V extends number | null>(
    columns: readonly C[],
    rows: readonly (readonly V[])[],
  ) => {
    const picked = columns.map((name, i) => sql`cast(value ->> ${sql.lit(i)} as bigint) as ${sql.ref(name)}`);
    return sql<Record<C, V>>`(select ${sql.join(picked)} from ${each(JSON.stringify(rows))})`.as("given");
  };
}
