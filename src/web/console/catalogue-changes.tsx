/** What a checked catalogue file would change, row by row. */
import { type EntryKind, type ToldChange, toldMax } from "../../core/catalogue/told-changes.ts";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";

const kindWords: Readonly<Record<EntryKind, string>> = {
  entity: "Entity",
  product: "Product",
  version: "Version",
  component: "Component",
};

export function CatalogueChanges({ changes }: { changes: readonly ToldChange[] }) {
  return (
    <Panel title="What would change">
      {changes.length >= toldMax && <p>These are the first {toldMax}.</p>}
      <Table
        caption="Changes by their place in the file"
        captionHidden
        dense
        rows={changes}
        rowKey={({ line, kind, names }) => `${line} ${kind} ${names.join(" / ")}`}
        columns={[
          { header: "Line", heads: true, cell: ({ line }) => line },
          { header: "What", cell: ({ kind }) => kindWords[kind] },
          {
            header: "Which",
            cell: ({ names }) => (
              <span>
                {names.map((name, at) => (
                  <>
                    {at > 0 && " / "}
                    <bdi>{name}</bdi>
                  </>
                ))}
              </span>
            ),
          },
          {
            header: "Change",
            cell: ({ change, fields }) =>
              change === "added" ? "Added" : `Changed: ${fields.join(", ")}`,
          },
        ]}
      />
    </Panel>
  );
}
