/** Rows under headers, each row a card on a phone. Keeps its roles when CSS changes its display. */
import type { ComponentChildren } from "preact";
import { classes } from "./classes.ts";

export type Column<Row> = {
  header: string;
  cell: (row: Row) => ComponentChildren;
  /** Names its row for screen readers and heads the card on a phone; one per table. */
  heads?: boolean | undefined;
  /** Figures stand at the end of their column. */
  align?: "end" | undefined;
  /** Never broken over lines: references, dates. */
  nowrap?: boolean | undefined;
};

export type TableProps<Row> = {
  caption: string;
  /** The caption is read aloud but not shown, where a heading already says it. */
  captionHidden?: boolean | undefined;
  columns: ReadonlyArray<Column<Row>>;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Shown instead of the table when there is no row: an `EmptyState`. */
  empty?: ComponentChildren;
  /** Less air, for queues. */
  dense?: boolean | undefined;
};

export function Table<Row>(props: TableProps<Row>) {
  if (props.rows.length === 0 && props.empty) return <>{props.empty}</>;
  return (
    // The roles are the elements' own; said again because browsers drop them under display: block.
    // biome-ignore lint/a11y/noRedundantRoles: kept on phones, where rows are drawn as cards
    <table role="table" class={classes("table", props.dense && "table-dense")}>
      <caption class={props.captionHidden ? "visually-hidden" : undefined}>{props.caption}</caption>
      {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
      <thead role="rowgroup">
        {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
        <tr role="row">
          {props.columns.map((column) => (
            // biome-ignore lint/a11y/noRedundantRoles: as above
            <th role="columnheader" scope="col" key={column.header} class={cellClass(column)}>
              {column.header}
            </th>
          ))}
        </tr>
      </thead>
      {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
      <tbody role="rowgroup">
        {props.rows.map((row) => (
          // biome-ignore lint/a11y/noRedundantRoles: as above
          <tr role="row" key={props.rowKey(row)}>
            {props.columns.map((column) => (
              <Cell key={column.header} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell<Row>(props: { column: Column<Row>; row: Row }) {
  const { column, row } = props;
  const content = column.cell(row);
  if (column.heads)
    return (
      // biome-ignore lint/a11y/noRedundantRoles: as in the table
      <th role="rowheader" scope="row" class={cellClass(column)}>
        {content}
      </th>
    );
  return (
    // biome-ignore lint/a11y/noRedundantRoles: as in the table
    <td role="cell" class={cellClass(column)} data-label={column.header}>
      {content}
    </td>
  );
}

function cellClass<Row>(column: Column<Row>): string | undefined {
  return classes(column.align === "end" && "cell-end", column.nowrap && "cell-nowrap") || undefined;
}
