/** What a checked catalogue file would change, row by row. */
import type { EntryKind, ToldChange } from "../../core/catalogue/told-changes.ts";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";

const kindWords: Readonly<Record<EntryKind, string>> = {
  entity: "Entity",
  product: "Product",
  version: "Version",
  component: "Component",
};

/** `total` is how many there are, also where fewer are told. */
export function CatalogueChanges(props: { changes: readonly ToldChange[]; total: number }) {
  const { changes, total } = props;
  return (
    <Panel title="What would change">
      {changes.length < total && (
        <p>
          These are {changes.length} of {total}: what is changed stands before what is added.
        </p>
      )}
      <Table
        caption="What is changed, then what is added, each by its place in the file"
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
