/** What the versions of a product are made of: a list, and the form that adds to it. */
import { addComponent, removeComponent } from "../../actions/products/component-deeds.ts";
import { isPermitted } from "../../core/people/permit.ts";
import type { ComponentView } from "../../store/products/components.ts";
import type { VersionView } from "../../store/products/reader.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import type { ConsoleRequest } from "./console-frame.tsx";
import { HouseForm, type SentHouseForm } from "./house-form.tsx";

interface Shown {
  readonly at: ConsoleRequest;
  readonly productId: string;
  readonly versions: readonly VersionView[];
  readonly components: readonly ComponentView[];
  readonly path: string;
  readonly sent: SentHouseForm | undefined;
}

/** Nothing where there is no version yet: a component is one of a version. */
export function ComponentsPanel(props: Shown) {
  const { at, productId, versions, path, sent } = props;
  if (versions.length === 0) return null;
  return (
    <Panel title="Components">
      <Components {...props} />
      {isPermitted(at.staff, "add-component") && (
        <Disclosure summary="Add a component" open={sent?.deed === "add-component"}>
          <HouseForm
            at={at}
            on={addComponent}
            path={`${path}/components`}
            ids={{ productId }}
            sent={sent}
            choices={{
              versionId: versions.map(({ versionId, name }) => ({ value: versionId, label: name })),
            }}
          />
        </Disclosure>
      )}
    </Panel>
  );
}

function Components(props: Shown) {
  const { at, versions, components, path, sent, productId } = props;
  const names = new Map(versions.map(({ versionId, name }) => [versionId, name]));
  const inOrder = versions.flatMap(({ versionId }) =>
    components.filter((each) => each.versionId === versionId),
  );
  const mayRemove = isPermitted(at.staff, "remove-component");
  return (
    <Table
      caption="What the versions hold and use; staff alone see it"
      dense
      rows={inOrder}
      rowKey={({ entryId }) => entryId}
      empty={
        <EmptyState title="No components yet">
          Name what the versions hold or use, so that a flaw in a component leads to the products.
        </EmptyState>
      }
      columns={[
        {
          header: "Component",
          heads: true,
          cell: ({ name, componentVersion }) => `${name} ${componentVersion}`.trim(),
        },
        { header: "In version", nowrap: true, cell: ({ versionId }) => names.get(versionId) },
        { header: "How", cell: ({ use }) => (use === "embedded" ? "Part of it" : "Used by it") },
        { header: "Package URL", cell: ({ purl }) => purl && <code>{purl}</code> },
        ...(mayRemove
          ? [
              {
                header: "Change",
                cell: ({ entryId, name }: ComponentView) => (
                  <HouseForm
                    at={at}
                    on={removeComponent}
                    path={`${path}/components/${entryId}/removal`}
                    ids={{ productId, entryId }}
                    about={name}
                    submit="Remove"
                    look="secondary"
                    sent={sent}
                  />
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
