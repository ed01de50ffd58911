/** What let the vulnerability arise, and what is done so that it does not come again. Never told outside. */
import { practiceWords } from "../../core/root-causes/root-cause.ts";
import { type RootCause, rootCausesOf } from "../../store/root-causes/reader.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { ownersOf } from "./case-aside.tsx";
import { personName, zoneOf } from "./case-frame.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import { FollowUpList } from "./follow-up-list.tsx";
import { VulnerabilityPages } from "./vulnerability-pages.tsx";

export async function rootCausePart(at: AtCase) {
  const causes = await rootCausesOf(at.web.context, at.tx, at.head.caseId, at.keys);
  const followUps = causes.flatMap(({ followUp }) => followUp ?? []);
  const open = causes.length === 0 || sentFor(at, "record-root-cause") !== undefined;
  return (
    <>
      <VulnerabilityPages at={at} />
      <Panel title="Root cause" id="root-cause">
        {causes.length === 0 ? (
          <EmptyState icon="note" title="No root cause is named yet">
            Which practice failed, or which requirement was missing? It stays within the team.
          </EmptyState>
        ) : (
          causes.map((cause) => <Cause key={cause.causeId} at={at} cause={cause} />)
        )}
        {may(at, "record-root-cause") && (
          <Disclosure summary={causes.length > 0 ? "Name another one" : "Name it"} open={open}>
            <DeedForm at={at} deed="record-root-cause" choices={{ ownerId: ownersOf(at) }} />
          </Disclosure>
        )}
      </Panel>
      {followUps.length > 0 && (
        <Panel title="Follow-ups" id="follow-ups">
          <FollowUpList at={at} followUps={followUps} />
        </Panel>
      )}
    </>
  );
}

function Cause({ at, cause }: { at: AtCase; cause: RootCause }) {
  return (
    <section class="decision">
      <h3>{practiceWords[cause.practice]}</h3>
      <p class="meta">
        <span>{personName(at, cause.by)}</span>
        <When at={cause.at} zone={zoneOf(at)} />
        {cause.requirement && <span>Requirement: {cause.requirement}</span>}
      </p>
      <p class="plain-text">{cause.words}</p>
    </section>
  );
}
