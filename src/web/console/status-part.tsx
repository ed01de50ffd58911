/** How each version of each product stands towards the vulnerabilities of a case, and who said so. */

import { dayIn } from "../../core/clocks/day-in.ts";
import { progressOf } from "../../core/products/status.ts";
import { statusRows } from "../../core/products/status-rows.ts";
import { lastValueOf } from "../../lib/form-description.ts";
import { type VulnerabilityView, vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import {
  type AffectedView,
  affectedOf,
  type StatusChange,
  statusChangesOf,
  type VersionChoice,
  versionsOfAffected,
} from "../../store/status/reader.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { affectedWords, wordFor } from "./case-words.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import {
  loadProductChoices,
  type ProductChoices,
  ProductSuggestions,
  productField,
  typedHelp,
} from "./product-choices.tsx";
import { StatusGrid } from "./status-grid.tsx";
import { justificationChoices, statusChoices } from "./status-words.tsx";
import { VulnerabilityPages } from "./vulnerability-pages.tsx";

interface Found {
  readonly affected: readonly AffectedView[];
  readonly versions: readonly VersionChoice[];
  readonly changes: readonly StatusChange[];
  readonly choices: ProductChoices;
}

export async function statusPart(at: AtCase) {
  const { context } = at.web;
  const { caseId } = at.head;
  const [vulnerabilities, affected, versions, changes, choices] = await Promise.all([
    vulnerabilitiesOf(context, at.tx, caseId, at.keys),
    affectedOf(context, at.tx, caseId, at.keys),
    versionsOfAffected(at.tx, caseId),
    statusChangesOf(context, at.tx, caseId, at.keys),
    loadProductChoices(at, "set-status"),
  ]);
  const found = { affected, versions, changes, choices };
  return (
    <>
      <VulnerabilityPages at={at} />
      {vulnerabilities.length === 0 && (
        <Panel>
          <EmptyState icon="shield" title="No vulnerability is recorded yet">
            Deciding that the report is relevant makes the first one; its products follow.
          </EmptyState>
        </Panel>
      )}
      {vulnerabilities.map((each) => (
        <OneStatus key={each.vulnerabilityId} at={at} vulnerability={each} found={found} />
      ))}
      <ProductSuggestions choices={choices} />
    </>
  );
}

type OneProps = { at: AtCase; vulnerability: VulnerabilityView; found: Found };

function OneStatus({ at, vulnerability, found }: OneProps) {
  const { vulnerabilityId } = vulnerability;
  const mine = found.affected.filter((row) => row.vulnerabilityId === vulnerabilityId);
  const rows = statusRows(mine, found.versions);
  const today = dayIn(zoneOf(at), at.now);
  const ids = { vulnerabilityId };
  const maySet = !at.facts.closed && may(at, "set-status");
  return (
    <Panel title={<AsWritten text={vulnerability.title} />} id={vulnerabilityId}>
      {mine.length === 0 ? (
        <EmptyState icon="file" title="No product is named yet">
          Name one below; then each of its versions has a row here.
        </EmptyState>
      ) : (
        <>
          <Progress rows={mine} unsaid={rows.filter((row) => !row.said).length} today={today} />
          {maySet ? (
            <DeedForm
              at={sentOf(at, "rows")}
              deed="set-status"
              ids={ids}
              only={["status", "justification", "untilOn", "note"]}
              choices={{ status: statusChoices, justification: justificationChoices }}
              submit="Set the ticked rows"
              lead={
                <StatusGrid
                  at={at}
                  rows={rows}
                  today={today}
                  ticked={tickedOf(sentOf(at, "rows"), ids)}
                />
              }
            />
          ) : (
            <StatusGrid at={at} rows={rows} today={today} ticked={undefined} />
          )}
        </>
      )}
      {maySet && <AddProduct at={at} ids={ids} named={mine} choices={found.choices} />}
      <Changes at={at} found={found} vulnerabilityId={vulnerabilityId} rows={mine} />
    </Panel>
  );
}

/** Two forms of one deed: what was sent belongs to the one that names a product, or to the other. */
function sentOf(at: AtCase, form: "rows" | "product"): AtCase {
  const named = lastValueOf(at.sent?.values ?? {}, "productId") ? "product" : "rows";
  return named === form ? at : { ...at, sent: undefined };
}

/** What was ticked in a form that was refused. */
function tickedOf(at: AtCase, ids: Readonly<Record<string, string>>): readonly string[] {
  const places = sentFor(at, "set-status", ids)?.values.places ?? [];
  return typeof places === "string" ? [places] : places;
}

function Progress(props: { rows: readonly AffectedView[]; unsaid: number; today: string }) {
  const { answered, open, late } = progressOf(props.rows, props.today);
  return (
    <p class="form-lead">
      {answered} of {props.rows.length} set rows are answered
      {open > 0 && <>, {open} under investigation</>}
      {props.unsaid > 0 && <>; nothing is said yet of {props.unsaid} single versions</>}.
      {late > 0 && <strong> {late} temporary: their day has passed.</strong>}
    </p>
  );
}

function AddProduct(props: {
  at: AtCase;
  ids: Readonly<Record<string, string>>;
  named: readonly AffectedView[];
  choices: ProductChoices;
}) {
  const { ids, named } = props;
  const at = sentOf(props.at, "product");
  const left = withoutNamed(props.choices, named);
  if (left.by === "list" && left.choices.length === 0) return null;
  const { choices, typed } = productField(left);
  const help = typedHelp(left);
  return (
    <Disclosure
      summary={named.length === 0 ? "Name a product" : "Name another product"}
      open={named.length === 0 || sentFor(at, "set-status", ids) !== undefined}
    >
      <DeedForm
        at={at}
        deed="set-status"
        ids={ids}
        mark="product"
        label="Name a product"
        only={["productId", "status", "justification", "note"]}
        typed={typed}
        helps={help ? { productId: help } : undefined}
        choices={{ ...choices, status: statusChoices, justification: justificationChoices }}
        values={{ status: "under-investigation" }}
        submit="Name the product"
        look="secondary"
      />
    </Disclosure>
  );
}

/** A list leaves out what has rows already; of a typed one the deed says so. */
function withoutNamed(choices: ProductChoices, named: readonly AffectedView[]): ProductChoices {
  if (choices.by === "name") return choices;
  const isNamed = (productId: string) => named.some((row) => row.productId === productId);
  return { ...choices, choices: choices.choices.filter(({ value }) => !isNamed(value)) };
}

function Changes(props: {
  at: AtCase;
  found: Found;
  vulnerabilityId: string;
  rows: readonly AffectedView[];
}) {
  const { at, found, rows } = props;
  const mine = found.changes.filter((each) => each.vulnerabilityId === props.vulnerabilityId);
  if (mine.length === 0) return null;
  const nameOf = ({ productId, versionId }: StatusChange) => {
    const product = rows.find((row) => row.productId === productId)?.productName ?? "A product";
    const version = found.versions.find((each) => each.versionId === versionId)?.name;
    return version ? `${product} ${version}` : product;
  };
  return (
    <Disclosure summary={`What was set, newest first (${mine.length})`}>
      <ul class="remedy-record">
        {mine.map((each) => (
          <li key={each.eventId}>
            <p>
              <strong>{nameOf(each)}</strong>:{" "}
              {each.before && `${wordFor(affectedWords, each.before)}, then `}
              {each.before
                ? wordFor(affectedWords, each.status).toLowerCase()
                : wordFor(affectedWords, each.status)}
              {each.note && <>. {each.note}</>}
            </p>
            <p class="meta">
              <span>{personName(at, each.by)}</span>
              <When at={each.at} zone={zoneOf(at)} />
            </p>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
