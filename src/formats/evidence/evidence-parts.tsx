/** The few parts that an evidence page is made of; plain HTML, since the page carries its own style. */
import type { ComponentChildren } from "preact";
import { whenText } from "../../ui/when.tsx";

/** An instant to the second in UTC, and in the zone of the policy where one is given. */
export function At(props: { at: string | null; zone?: string; none?: string }) {
  const { at, zone, none = "–" } = props;
  if (at === null) return <>{none}</>;
  const utc = at.replace("T", " ").replace(/(\.000)?Z$/, "");
  return (
    <>
      <time dateTime={at}>{utc} UTC</time>
      {zone && zone !== "UTC" && ` (${whenText({ at, zone, precision: "second" })})`}
    </>
  );
}

export type Column<Row> = readonly [header: string, cell: (row: Row) => ComponentChildren];

export function Grid<Row>(props: { rows: readonly Row[]; columns: readonly Column<Row>[] }) {
  const { rows, columns } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: else nobody scrolls a wide table by keyboard
    <section class="scroll" tabIndex={0} aria-label={columns.map(([header]) => header).join(", ")}>
      <table>
        <thead>
          <tr>
            {columns.map(([header]) => (
              <th key={header} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {columns.map(([header, cell]) => (
                <td key={header}>{cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
