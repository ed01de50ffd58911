/** What let the vulnerability arise, and what is done so that it does not come again. Never told outside. */
import { dayIn } from "../../core/clocks/day-in.ts";
import { type FollowUp, inOrder, practiceWords } from "../../core/root-causes/root-cause.ts";
import { type RootCause, rootCausesOf } from "../../store/root-causes/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { ownersOf } from "./case-aside.tsx";
import { personName, zoneOf } from "./case-frame.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import { VulnerabilityPages } from "./vulnerability-pages.tsx";

export async function rootCausePart(at: AtCase) {
  const causes = await rootCausesOf(at.web.context, at.tx, at.head.caseId, at.keys);
  const followUps = inOrder(causes.flatMap(({ followUp }) => followUp ?? []));
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
          <ul class="remedy-list">
            {followUps.map((each) => (
              <li key={each.followUpId}>
                <OneFollowUp at={at} followUp={each} />
              </li>
            ))}
          </ul>
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

function OneFollowUp({ at, followUp }: { at: AtCase; followUp: FollowUp }) {
  const { followUpId, doneAt } = followUp;
  const ids = { followUpId };
  return (
    <>
      <p class="plain-text">{followUp.what}</p>
      <p class="meta">
        <FollowUpState at={at} followUp={followUp} />
        {followUp.ownerId && <span>{personName(at, followUp.ownerId)} sees to it</span>}
      </p>
      {doneAt && <p class="plain-text">{followUp.doneWords}</p>}
      {!doneAt && may(at, "end-follow-up") && (
        <Disclosure summary="It is done" open={sentFor(at, "end-follow-up", ids) !== undefined}>
          <DeedForm at={at} deed="end-follow-up" ids={ids} look="secondary" />
        </Disclosure>
      )}
    </>
  );
}

function FollowUpState({ at, followUp }: { at: AtCase; followUp: FollowUp }) {
  const { doneAt, dueOn } = followUp;
  if (doneAt) {
    return (
      <>
        <Tag tone="success" icon="check">
          Done
        </Tag>
        <When at={doneAt} zone={zoneOf(at)} />
      </>
    );
  }
  if (!dueOn) return <Tag>No day named</Tag>;
  const late = dueOn < dayIn(zoneOf(at), at.now);
  return (
    <>
      <Tag tone={late ? "danger" : "info"} icon={late ? "alert" : "clock"}>
        {late ? "Late" : "To do"}
      </Tag>
      <span>
        by <When at={`${dueOn}T00:00:00Z`} precision="day" />
      </span>
    </>
  );
}
