/** The page of one publication for people: the same facts as its CSAF document, in reading order. */
import type { ComponentChildren } from "preact";
import {
  type Advisory,
  type AdvisoryRemedy,
  highestSeverity,
  publicationTypes,
} from "../../core/advisories/advisory.ts";
import { CopyField } from "../../ui/copy-field.tsx";
import { DescriptionList, type Fact } from "../../ui/description-list.tsx";
import { DocumentPage } from "../../ui/document-page.tsx";
import { Notice } from "../../ui/notice.tsx";
import { renderPage } from "../../ui/render-page.ts";
import { Severity } from "../../ui/severity.tsx";
import type { NavLink, Site } from "../../ui/site.ts";
import { When } from "../../ui/when.tsx";
import { AffectedProducts, Vulnerabilities } from "./advisory-tables.tsx";
import { Paragraphs } from "./paragraphs.tsx";

export interface AdvisoryPageOptions {
  readonly site: Site;
  readonly nav: readonly NavLink[];
  readonly footer: readonly NavLink[];
  readonly pageUrl: string;
  /** Address of the CSAF document; its companions stand beside it. */
  readonly csafUrl: string;
  /** For a page that is not published: where its author goes back to. */
  readonly preview?: string;
}

/** The whole HTML document. */
export function advisoryHtml(advisory: Advisory, options: AdvisoryPageOptions): string {
  return renderPage(<AdvisoryPage advisory={advisory} {...options} />);
}

function AdvisoryPage(props: AdvisoryPageOptions & { advisory: Advisory }) {
  const { advisory } = props;
  return (
    <DocumentPage
      site={props.site}
      nav={props.nav}
      footer={props.footer}
      title={`${advisory.title} (${advisory.id})`}
      heading={advisory.title}
      description={advisory.summary}
      canonical={props.pageUrl}
      alternates={
        props.preview ? [] : [{ href: props.csafUrl, type: "application/json", title: "CSAF 2.0" }]
      }
      kind={publicationTypes[advisory.type].name}
      number={advisory.id}
      facts={<DescriptionList facts={factsOf(advisory)} />}
      files={props.preview ? undefined : <Files csafUrl={props.csafUrl} pageUrl={props.pageUrl} />}
      notice={props.preview && <NotPublished back={props.preview} />}
    >
      <Section title="Summary">
        <Paragraphs text={advisory.summary} />
      </Section>
      <AffectedProducts advisory={advisory} />
      <Vulnerabilities advisory={advisory} />
      <Words advisory={advisory} />
      <Credits advisory={advisory} />
      <Revisions advisory={advisory} />
      {advisory.disclaimer && (
        <Section title="Disclaimer">
          <Paragraphs text={advisory.disclaimer} />
        </Section>
      )}
    </DocumentPage>
  );
}

function NotPublished(props: { back: string }) {
  return (
    <Notice tone="warning" title="A preview: nothing of this is published">
      <a href={props.back}>Back to the draft</a>. Dates are those of this moment.
    </Notice>
  );
}

function factsOf(advisory: Advisory): Fact[] {
  const severity = highestSeverity(advisory);
  const cves = advisory.vulnerabilities.flatMap((each) => (each.cve ? [each.cve] : []));
  return [
    ...(severity ? [{ term: "Severity", value: <Severity band={severity} /> }] : []),
    { term: "First published", value: <When at={advisory.initialReleaseDate} /> },
    { term: "Last updated", value: <When at={advisory.currentReleaseDate} /> },
    { term: "Version", value: `${advisory.revisions.length} (${advisory.status})` },
    ...(cves.length > 0 ? [{ term: "CVE", value: cves.join(", ") }] : []),
    { term: "Sharing", value: `TLP:${advisory.tlp}` },
  ];
}

/** A part of the page; left out where there is nothing to say. */
function Section(props: { title: string; children: ComponentChildren }) {
  return (
    <section class="sheet-part">
      <h2>{props.title}</h2>
      {props.children}
    </section>
  );
}

function Words(props: { advisory: Advisory }) {
  const { advisory } = props;
  const parts: [string, string][] = [
    ["Description", advisory.description],
    ["Impact", advisory.impact],
    ["How to defend systems and networks", advisory.defensiveSteps],
  ];
  return (
    <>
      {parts
        .filter(([, text]) => text !== "")
        .map(([title, text]) => (
          <Section key={title} title={title}>
            <Paragraphs text={text} />
          </Section>
        ))}
      {advisory.remedies.length > 0 && (
        <Section title="Remedies">
          <ul>
            {advisory.remedies.map((remedy) => (
              <li key={remedy.text}>
                <Remedy remedy={remedy} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {advisory.howToObtain !== "" && (
        <Section title="How to obtain the remedy">
          <Paragraphs text={advisory.howToObtain} />
        </Section>
      )}
      {advisory.support.text !== "" && (
        <Section title="Support">
          <Paragraphs text={advisory.support.text} />
        </Section>
      )}
    </>
  );
}

const kindWords: Readonly<Record<AdvisoryRemedy["kind"], string>> = {
  "configuration-change": "Configuration change",
  mitigation: "Mitigation",
  workaround: "Workaround",
  patch: "Patch",
  "maintenance-update": "Maintenance update",
  "new-version": "New version",
  "none-available": "No remedy yet",
  "no-fix-planned": "No fix is planned",
};

function Remedy(props: { remedy: AdvisoryRemedy }) {
  const { remedy } = props;
  return (
    <>
      <strong>{kindWords[remedy.kind]}.</strong> {remedy.text}
      {remedy.date && (
        <>
          {" "}
          Available since <When at={remedy.date} precision="day" />.
        </>
      )}
    </>
  );
}

function Credits(props: { advisory: Advisory }) {
  const names = props.advisory.credits.map((credit) =>
    [credit.names.join(", "), credit.organization, credit.text].filter(Boolean).join(", "),
  );
  if (names.length === 0) return null;
  return (
    <Section title="Acknowledgements">
      <p>We thank {names.join("; ")} for reporting under coordinated vulnerability disclosure.</p>
    </Section>
  );
}

function Revisions(props: { advisory: Advisory }) {
  return (
    <Section title="Revision history">
      <ol class="revisions">
        {props.advisory.revisions.map((revision) => (
          <li key={revision.number} value={revision.number}>
            <When at={revision.date} />: {revision.summary}
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** To pass it on there is its address: no button of anybody's network, which would tell them who reads (VEN-41). */
function Files(props: { csafUrl: string; pageUrl: string }) {
  const companions = [
    ["CSAF 2.0 document", ""],
    ["OpenPGP signature", ".asc"],
    ["SHA-256", ".sha256"],
    ["SHA-512", ".sha512"],
  ] as const;
  return (
    <>
      <CopyField name="permanent-link" label="Permanent link" value={props.pageUrl} />
      <ul class="files">
        {companions.map(([label, suffix]) => (
          <li key={suffix}>
            <a href={`${props.csafUrl}${suffix}`}>{label}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
