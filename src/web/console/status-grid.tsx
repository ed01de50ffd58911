/** Products and their versions as rows to tick: what each says, who said it, until when. */
import type { StatusRow } from "../../core/products/status-rows.ts";
import type { AffectedView } from "../../store/status/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { affectedWords, wordFor } from "./case-words.ts";
import { justificationWords, StatusTag } from "./status-words.tsx";

type Row = StatusRow<AffectedView>;

export function StatusGrid(props: {
  at: AtCase;
  rows: readonly Row[];
  today: string;
  /** What is ticked; undefined where nothing can be. */
  ticked: readonly string[] | undefined;
}) {
  const { at, rows, today, ticked } = props;
  const tick: Column<Row> = {
    header: "Set",
    cell: (row) => (
      <input
        type="checkbox"
        name="places"
        value={row.place}
        checked={ticked?.includes(row.place)}
        aria-label={`Set ${row.productName} ${row.version}`.trim()}
      />
    ),
  };
  return (
    <Table
      caption="Status of products and versions"
      captionHidden
      dense
      rows={rows}
      rowKey={(row) => row.place}
      columns={[
        ...(ticked ? [tick] : []),
        { header: "Product", heads: true, cell: (row) => <Product row={row} /> },
        { header: "Status", cell: (row) => <Said row={row} /> },
        { header: "Note", cell: (row) => <Note row={row} today={today} /> },
        { header: "Set by", cell: (row) => <By at={at} row={row} /> },
      ]}
    />
  );
}

function Product({ row }: { row: Row }) {
  return (
    <>
      {row.productName} {row.version ? <code>{row.version}</code> : "as a whole"}
      <span class="row-entity">{row.entity}</span>
    </>
  );
}

function Said({ row: { said, inherited } }: { row: Row }) {
  if (said) {
    return (
      <div>
        <StatusTag status={said.status} />
        {said.justification && (
          <span class="row-entity">{wordFor(justificationWords, said.justification)}</span>
        )}
      </div>
    );
  }
  return (
    <span class="quiet">
      {inherited
        ? `As the product: ${wordFor(affectedWords, inherited).toLowerCase()}`
        : "Not said"}
    </span>
  );
}

function Note({ row: { said }, today }: { row: Row; today: string }) {
  if (!said) return null;
  return (
    <div>
      {said.note}
      {said.untilOn && (
        <span class="row-entity">
          {said.untilOn < today ? (
            <Tag tone="danger" icon="alert">
              Its day has passed
            </Tag>
          ) : (
            "Temporary"
          )}{" "}
          until <When at={`${said.untilOn}T00:00:00Z`} precision="day" />
        </span>
      )}
    </div>
  );
}

function By({ at, row: { said } }: { at: AtCase; row: Row }) {
  if (!said) return null;
  return (
    <div>
      {personName(at, said.setBy)}
      <span class="row-entity">
        <When at={said.recordedAt} zone={zoneOf(at)} />
      </span>
    </div>
  );
}
