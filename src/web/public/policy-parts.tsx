/** Chapters of the policy page: confidentiality, the severity scale, publications. */

import type { Policy } from "../../core/policy/policy.ts";
import type { Band } from "../../core/severity/bands.ts";
import type { ProductView } from "../../store/products/reader.ts";
import { Prose } from "../../ui/layout.tsx";
import { Severity, type SeverityBand, severityBands } from "../../ui/severity.tsx";
import { Table } from "../../ui/table.tsx";
import { say } from "./public-frame.tsx";

/** Who learns of a report, and of its reporter (ALE-39 to ALE-42). */
export function Confidentiality({ policy }: { policy: Policy }) {
  const { privacy, thirdParty } = policy;
  return (
    <Prose>
      {say(privacy.purpose) && <p>{say(privacy.purpose)}</p>}
      <ul>
        <li>A report is open to the people who work on it and to nobody else.</li>
        <li>You are named nowhere before you have said yes, and never if you say no.</li>
        <li>
          {thirdParty.mayForward
            ? "A report may be passed on to the maker of a component that it concerns."
            : "A report is not passed on to others."}{" "}
          {thirdParty.forwardIdentity === "never"
            ? "Your name and address are never given to others."
            : "Your name and address are given to nobody without your permission."}
        </li>
        <li>
          Encrypted messages are welcome at every step. Once we know your key, what we write about
          the matter goes out encrypted.
        </li>
      </ul>
      {say(privacy.safeHarbour) && <p>{say(privacy.safeHarbour)}</p>}
    </Prose>
  );
}

/** The catalogue as the public list of what is in scope (VEN-02). */
export function Scope(props: { products: readonly ProductView[] }) {
  return (
    <Table
      caption="Products and services in scope"
      captionHidden
      dense
      rows={props.products}
      rowKey={(row) => `${row.entity} ${row.name}`}
      columns={[
        { header: "Name", heads: true, cell: (row) => row.name },
        { header: "Line", cell: (row) => row.line ?? row.entity },
        { header: "Kind", cell: (row) => (row.kind === "service" ? "Service" : "Product") },
        { header: "Support", cell: (row) => (row.inSupport ? "In support" : "Out of support") },
      ]}
    />
  );
}

/** Bands by name, score and colour, the colour never alone (ALE-54, ALE-55). */
export function SeverityScale({ policy }: { policy: Policy }) {
  const { scoring } = policy;
  return (
    <>
      <p>
        Scores follow CVSS {scoring.cvssDefault}
        {scoring.accepted.length > 1 &&
          `; those in CVSS ${scoring.accepted.filter((each) => each !== scoring.cvssDefault).join(" and ")} are taken too`}
        . They are put into words by this scale:
      </p>
      <Table
        caption="Risk impact by score"
        rows={scoring.bands}
        rowKey={(band) => band.name}
        columns={[
          { header: "Risk impact", heads: true, cell: (band) => say(band.label) },
          { header: "Score", nowrap: true, cell: rangeInWords },
          {
            header: "Colour",
            cell: (band) => <Severity band={tokenOf(band)} name={wordOf(band.colour)} />,
          },
        ]}
      />
      {scoring.override.allowed && (
        <p>
          Where a score misses what matters, we may set another level
          {scoring.override.reasonRequired && " and say why"}; the score stays beside it.
        </p>
      )}
    </>
  );
}

function rangeInWords(band: Band): string {
  if (band.low === 0) return `${band.high.toFixed(1)} or below`;
  return `${band.low.toFixed(1)} – ${band.high.toFixed(1)}`;
}

function tokenOf(band: Band): SeverityBand {
  return severityBands.find((token) => token === band.name) ?? "unscored";
}

function wordOf(colour: string): string {
  return colour.charAt(0).toUpperCase() + colour.slice(1);
}

/** When and where something is published (ALE-56 to ALE-64). */
export function Disclosures({ policy }: { policy: Policy }) {
  const { disclosure, recognition } = policy;
  const { portal } = disclosure.places;
  return (
    <Prose>
      {disclosure.conditions.length > 0 && (
        <>
          <p>A publication is owed as soon as one of these holds:</p>
          <ul>
            {disclosure.conditions.map((condition) => (
              <li key={condition.id}>
                {say(condition.text)}
                {condition.early && " It may then appear before any remedy."}
              </li>
            ))}
          </ul>
        </>
      )}
      <ul>
        {disclosure.publicationTypes.map((type) => (
          <li key={type.code}>
            <strong>
              {say(type.name)} ({type.code})
            </strong>
            {type.claimsRemedy
              ? ": what is affected and how to defend it."
              : ": what is known, where no remedy exists or no product of ours is at fault."}
          </li>
        ))}
      </ul>
      <p>
        <a href="/publications">Everything published</a> is on this site
        {portal && ` and on the ${say(portal.name)}`}
        {disclosure.bodies.length > 0 &&
          `, and is reported to ${disclosure.bodies.map(say).join(", ")}`}
        .
      </p>
      <p>
        Those who reported are thanked{" "}
        {recognition.default === "none-until-asked"
          ? "by name if they wish"
          : "by name unless they decline"}
        ; see our <a href="/thanks">thanks</a>.
      </p>
      {say(disclosure.exceptionRegister.text) && <p>{say(disclosure.exceptionRegister.text)}</p>}
    </Prose>
  );
}
