/** The public table of publications: title, type, date, newest first (VEN-33). */
import type { DocumentRow } from "../../store/publications/reader.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Table } from "../../ui/table.tsx";

export function PublicationsTable(props: { rows: readonly DocumentRow[] }) {
  return (
    <Table
      caption="Security publications"
      captionHidden
      rows={props.rows}
      rowKey={(row) => row.number}
      columns={[
        {
          header: "Title",
          heads: true,
          cell: (row) => <a href={`/publications/${row.number}`}>{row.title}</a>,
        },
        { header: "Type", nowrap: true, cell: (row) => row.type },
        {
          header: "Date",
          nowrap: true,
          cell: (row) => (
            <time dateTime={isoDay(row.firstPublishedAt)}>{isoDay(row.firstPublishedAt)}</time>
          ),
        },
      ]}
      empty={
        <EmptyState title="Nothing has been published yet" icon="file">
          When a security advisory or notice appears, it will be listed here and in the feeds.
        </EmptyState>
      }
    />
  );
}

function isoDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}
