import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { formatNumber } from "../text/format.ts";

export type Ranked = { key: string; name: ComponentChildren; value: number; aside?: string };

type RankingProps = { title: string; nameLabel: string; valueLabel: string; none: string; rows: Ranked[] };

/** A table whose numbers are also bars. */
export function Ranking({ title, nameLabel, valueLabel, none, rows }: RankingProps) {
  const id = useId();
  const most = Math.max(1, ...rows.map(({ value }) => Math.abs(value)));
  return (
    <section class="section ranking" aria-labelledby={id}>
      <h2 id={id} class="section-title">
        {title}
      </h2>
      {rows.length === 0 ? (
        <p class="rows-empty">{none}</p>
      ) : (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{nameLabel}</th>
              <th scope="col" class="col-contacts">
                {valueLabel}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, name, value, aside }) => (
              <tr key={key}>
                <td>
                  <div class="ranking-name">{name}</div>
                  <div
                    class="ranking-bar"
                    aria-hidden
                    style={{ width: `${(Math.abs(value) / most) * 100}%` }}
                  />
                </td>
                <td class="col-contacts">{aside ?? formatNumber(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
