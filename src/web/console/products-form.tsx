/** Which products and versions a vulnerability affects: the table that is, and the form that replaces it. */
import { listedAs } from "../../actions/products/set-affected-products.ts";
import type { FormValues } from "../../lib/form-description.ts";
import type { AffectedView } from "../../store/status/reader.ts";
import { LinkButton } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { affectedWords, wordFor } from "./case-words.ts";
import { DeedForm } from "./deed-form.tsx";
import { type ProductChoices, productField, productValue, typedHelp } from "./product-choices.tsx";
import { justificationChoices, justificationWords, statusChoices } from "./status-words.tsx";

export function ProductsForm(props: {
  at: AtCase;
  vulnerabilityId: string;
  affected: readonly AffectedView[];
  choices: ProductChoices;
}) {
  const { at, vulnerabilityId, affected, choices } = props;
  if (choices.by === "list" && choices.choices.length === 0) {
    return (
      <EmptyState
        title="The catalogue has no products yet"
        action={<LinkButton href="/console/products">To the products</LinkButton>}
      >
        Affected products are chosen from the catalogue, so that every case calls them the same.
      </EmptyState>
    );
  }
  const { choices: listed, typed } = productField(choices);
  return (
    <>
      <p class="form-lead">
        A version is one exact version, such as <code>4.2.1</code>, or a range in <code>vers</code>{" "}
        notation, such as <code>vers:semver/&gt;=4.0.0|&lt;4.2.1</code>. Left empty, the product as
        a whole is meant.
      </p>
      {choices.by === "name" && <p class="form-lead">{typedHelp(choices)}</p>}
      <DeedForm
        at={at}
        deed="set-affected-products"
        ids={{ vulnerabilityId }}
        values={{ ...valuesOf(affected, choices), asOf: listedAs(affected) }}
        typed={typed}
        choices={{ ...listed, status: statusChoices, justification: justificationChoices }}
      />
    </>
  );
}

/** The rows as the form sends them: `products.0.versions`. */
function valuesOf(affected: readonly AffectedView[], choices: ProductChoices): FormValues {
  const whole = affected.filter(({ versionId }) => versionId === null);
  const entries = whole.flatMap((row, index) =>
    Object.entries({
      productId: productValue(choices, { ...row, name: row.productName }),
      status: row.status,
      versions: row.versions,
      justification: row.justification ?? "",
    }).map(([name, value]) => [`products.${index}.${name}`, value] as const),
  );
  return Object.fromEntries(entries);
}

export function AffectedTable(props: { affected: readonly AffectedView[] }) {
  return (
    <Table
      caption="Affected products"
      captionHidden
      dense
      rows={props.affected}
      rowKey={(row) => row.affectedId}
      empty={<p>No product is recorded yet.</p>}
      columns={[
        {
          header: "Product",
          heads: true,
          cell: (row) => (
            <>
              {row.productName}
              <span class="row-entity">{row.entity}</span>
            </>
          ),
        },
        {
          header: "Versions",
          cell: (row) => (row.versions ? <code>{row.versions}</code> : "All versions"),
        },
        {
          header: "Status",
          cell: (row) => (
            <>
              {wordFor(affectedWords, row.status)}
              {row.justification && (
                <span class="quiet">: {wordFor(justificationWords, row.justification)}</span>
              )}
              {row.untilOn && (
                <span class="quiet">
                  , temporary until <When at={`${row.untilOn}T00:00:00Z`} precision="day" />
                </span>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
