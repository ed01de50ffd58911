/** One publication of a case: its state and next deed, its words with what they still lack, its preview. */

import { publicationGuard } from "../../actions/identity/publication-guard.ts";
import { findingsOf } from "../../actions/publications/request-approval.ts";
import type { AdvisoryContent } from "../../core/advisories/advisory.ts";
import type { Finding } from "../../core/finding.ts";
import { Refusal } from "../../core/refusal.ts";
import type { FormValues } from "../../lib/form-description.ts";
import { type PublicationView, publicationsOf } from "../../store/publications/reader.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { Button, LinkButton } from "../../ui/button.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import type { FieldError } from "../../ui/form-errors.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { DeedForm, may } from "./deed-form.tsx";
import { LeakPanel } from "./leak-panel.tsx";
import { PublicationSteps, publicationWords } from "./publication-state.tsx";

type PartProps = { at: AtCase; publication: PublicationView; findings: readonly Finding[] };

export async function publicationPart(at: AtCase) {
  const number = at.view.split("/")[1];
  const publications = await publicationsOf(at.web.context, at.tx, at.head.caseId);
  const publication = publications.find((each) => each.number === number);
  if (!publication) throw new Refusal("access.not-found");
  const findings = publication.state === "draft" ? findingsOf(at.web.context, publication) : [];
  const props = { at, publication, findings };
  const isOpen = publication.state !== "published" && publication.state !== "publishing";
  const guard = isOpen ? await publicationGuard(at.web.context, at.head.caseId) : undefined;
  return (
    <>
      <Panel
        title={`${publication.number}: ${publicationWords[publication.state].name}`}
        actions={<Look {...props} />}
        look={publication.state === "published" ? "plain" : "next"}
      >
        <PublicationSteps state={publication.state} />
        <Standing {...props} />
        <NextStep {...props} />
      </Panel>
      <LeakPanel at={at} findings={guard?.findings(publication.content) ?? []} />
      <Words {...props} />
      <FromTheCase {...props} />
    </>
  );
}

function Look({ at, publication }: PartProps) {
  const path = casePath(at.head.reference, `publications/${publication.number}/preview`);
  return publication.state === "published" ? (
    <a href={`/publications/${publication.number}`}>The published page</a>
  ) : (
    <LinkButton href={path} small>
      Preview
    </LinkButton>
  );
}

function Standing({ at, publication }: PartProps) {
  const zone = zoneOf(at);
  const { approvedAt, releaseAt, publishedAt } = publication;
  return (
    <DescriptionList
      facts={[
        { term: "Last written by", value: personName(at, publication.draftedBy) },
        {
          term: "Approved",
          value: approvedAt && (
            <>
              by {personName(at, publication.approvedBy)}, <When at={approvedAt} zone={zone} />
            </>
          ),
        },
        { term: "Release", value: releaseAt && <When at={releaseAt} zone={zone} /> },
        { term: "Published", value: publishedAt && <When at={publishedAt} zone={zone} /> },
      ]}
    />
  );
}

/** The one deed that this state calls for. */
function NextStep(props: PartProps) {
  const { at, publication, findings } = props;
  const ids = { publicationId: publication.publicationId };
  switch (publication.state) {
    case "draft":
      if (findings.length > 0) {
        const missing = errorsOf(findings).length;
        return (
          <p>
            {missing === 1 ? "One thing is" : `${missing} things are`} missing before a second
            person can be asked; each is named at its field below.
          </p>
        );
      }
      return <DeedForm at={at} deed="request-approval" ids={ids} />;
    case "in-review":
      return <Approval {...props} />;
    case "approved":
      return <Release {...props} />;
    case "publishing":
      return <p>Its files are made and checked, then all appear at once. Nothing is left to do.</p>;
    case "published":
      return null;
  }
}

function Approval({ at, publication }: PartProps) {
  const ids = { publicationId: publication.publicationId, seen: publication.lastEventId };
  if (publication.draftedBy === at.staff.id && at.policy.disclosure.approvals.secondPerson) {
    return (
      <Actions>
        <Button disabled>Approve</Button>
        <span class="quiet">
          You wrote it last, so another person must approve it, whatever your roles are.
        </span>
      </Actions>
    );
  }
  if (!may(at, "approve-advisory")) {
    return <p>It waits for an approver or a lead other than its author.</p>;
  }
  return (
    <>
      <p>Read the preview first: what you approve is what is published, word for word.</p>
      <DeedForm at={at} deed="approve-advisory" ids={ids} />
    </>
  );
}

function Release({ at, publication }: PartProps) {
  if (!may(at, "publish-advisory")) return <p>It waits for somebody who may publish.</p>;
  const { notBefore, reference } = at.head;
  const twoPeople = at.policy.disclosure.approvals.secondPerson;
  return (
    <DeedForm
      at={at}
      deed="publish-advisory"
      ids={{ publicationId: publication.publicationId }}
      labels={{ releaseAt: "Publish at" }}
      only={notBefore && !twoPeople ? ["releaseAt", "earlyReason"] : ["releaseAt"]}
    >
      {notBefore && (
        <p>
          Nothing is to be published before <When at={notBefore} zone="UTC" />;{" "}
          {twoPeople ? (
            <>
              earlier takes two people: one takes{" "}
              <a href={`${casePath(reference, "facts")}#not-before`}>the date</a> back with the
              reason, and another one releases.
            </>
          ) : (
            "earlier needs a reason, which is recorded."
          )}
        </p>
      )}
    </DeedForm>
  );
}

function Words({ at, publication, findings }: PartProps) {
  const isOpen = ["draft", "in-review", "approved"].includes(publication.state);
  if (!isOpen || !may(at, "edit-advisory")) return null;
  const isDraft = publication.state === "draft";
  const form = (
    <DeedForm
      at={at}
      deed="edit-advisory"
      ids={{ publicationId: publication.publicationId }}
      values={{ ...valuesOf(publication.content), asOf: publication.lastEventId }}
      errors={errorsOf(findings)}
      errorsTitle="Still missing before it can be approved"
      look={isDraft && findings.length > 0 ? "primary" : "secondary"}
    />
  );
  if (isDraft) return <Panel title="Words">{form}</Panel>;
  return (
    <Panel title="Words">
      <p>Saving makes it a draft again and takes back an approval.</p>
      <Disclosure summary="Edit the words" open={at.sent?.deed === "edit-advisory"}>
        {form}
      </Disclosure>
    </Panel>
  );
}

function valuesOf(content: AdvisoryContent): FormValues {
  return {
    title: content.title,
    summary: content.summary,
    description: content.description,
    impact: content.impact,
    defensiveSteps: content.defensiveSteps,
    howToObtain: content.howToObtain,
    support: content.support.text,
    disclaimer: content.disclaimer,
    early: content.early ? "yes" : "no",
  };
}

/** Findings at the fields that mend them: "/support/text" is mended in "support". */
function errorsOf(findings: readonly Finding[]): FieldError[] {
  const errors = findings.map(({ path, message }) => ({ field: fieldOf(path), message }));
  const seen = new Set<string>();
  return errors.filter(({ field, message }) => {
    const key = field === undefined ? message : `${field}`;
    return seen.size < seen.add(key).size;
  });
}

function fieldOf(path: string): string | undefined {
  if (/^\/vulnerabilities\/\d+\/description$/.test(path)) return "description";
  const name = path.split("/")[1] ?? "";
  const fields = ["title", "summary", "description", "impact", "defensiveSteps", "howToObtain"];
  return [...fields, "support", "disclaimer", "early"].includes(name) ? name : undefined;
}

/** What the draft took over; it is mended in the case and drafted anew. */
function FromTheCase({ at, publication }: PartProps) {
  const { products, vulnerabilities, remedies, credits } = publication.content;
  return (
    <Panel title="Taken from the case" level={3}>
      <DescriptionList
        facts={[
          {
            term: "Vulnerabilities",
            value: <AsWritten text={vulnerabilities.map((each) => each.title).join("; ")} />,
          },
          { term: "Products", value: products.length },
          { term: "Remedies", value: remedies.length },
          { term: "Thanks", value: thanksIn(credits) },
        ]}
      />
      <p class="quiet">
        To change these, change them on the{" "}
        <a href={casePath(at.head.reference, "vulnerability")}>vulnerability’s page</a> and make a
        new draft; this one keeps what it took.
      </p>
    </Panel>
  );
}

/** In the words that people chose: they are to be printed. */
function thanksIn(credits: AdvisoryContent["credits"]): string {
  const named = credits.flatMap(({ names, organization }) => [...names, organization ?? []].flat());
  return named.length > 0 ? named.join("; ") : "Nobody agreed to be named";
}
