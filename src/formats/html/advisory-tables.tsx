/** The tables of a publication's page: products and versions, and vulnerabilities with their scores. */
import {
  type Advisory,
  type AdvisoryProduct,
  type AdvisoryVulnerability,
  statusFor,
} from "../../core/advisories/advisory.ts";
import { versionWords } from "../../core/advisories/version-words.ts";
import { Severity } from "../../ui/severity.tsx";
import { type Column, Table } from "../../ui/table.tsx";
import { Paragraphs } from "./paragraphs.tsx";

const statusWords: Readonly<Record<AdvisoryProduct["status"], string>> = {
  affected: "Affected",
  fixed: "Fixed",
  "not-affected": "Not affected",
  "under-investigation": "Under investigation",
};

const columns: Column<AdvisoryProduct>[] = [
  { header: "Product", cell: (row) => `${row.vendor} ${row.name}`, heads: true },
  { header: "Versions", cell: (row) => versionWords(row.versions) },
  { header: "Status", cell: (row) => statusWords[row.status] },
];

export function AffectedProducts(props: { advisory: Advisory }) {
  const { products } = props.advisory;
  if (products.length === 0) return null;
  return (
    <section class="sheet-part">
      <h2>Products</h2>
      <Table
        caption="Products, versions and their status"
        captionHidden
        columns={columns}
        rows={products}
        rowKey={(row) => row.id}
      />
    </section>
  );
}

export function Vulnerabilities(props: { advisory: Advisory }) {
  const { advisory } = props;
  return (
    <>
      {advisory.vulnerabilities.map((each) => (
        <Vulnerability key={each.title} advisory={advisory} vulnerability={each} />
      ))}
    </>
  );
}

function Vulnerability(props: { advisory: Advisory; vulnerability: AdvisoryVulnerability }) {
  const { vulnerability } = props;
  const exceptions = props.advisory.products.filter(
    (product) => statusFor(vulnerability, product).status !== product.status,
  );
  return (
    <section class="sheet-part">
      <h2>{headingOf(vulnerability)}</h2>
      {vulnerability.description !== props.advisory.description && (
        <Paragraphs text={vulnerability.description} />
      )}
      <ul class="scores">
        {vulnerability.cvss.map((score) => (
          <li key={score.vector}>
            <Severity
              band={score.severity}
              score={score.baseScore}
              scale={`CVSS ${score.version}`}
            />{" "}
            <code>{score.vector}</code>
          </li>
        ))}
      </ul>
      {vulnerability.cwe && (
        <p>
          {vulnerability.cwe.id}: {vulnerability.cwe.name}
        </p>
      )}
      {vulnerability.exploitation && <p>{vulnerability.exploitation}</p>}
      {exceptions.map((product) => (
        <p key={product.id}>
          {product.name} {versionWords(product.versions)}:{" "}
          {statusWords[statusFor(vulnerability, product).status]}.
        </p>
      ))}
    </section>
  );
}

function headingOf({ cve, title }: AdvisoryVulnerability): string {
  return cve ? `${cve}: ${title}` : title;
}
