/**
 * The page of a case about others: the earlier one that it follows, those that follow it, and those that
 * touch it. It shows only cases that its reader is on; of any other it does not say that there is one.
 */
import { titleOf } from "../../store/cases/title-reader.ts";
import {
  type CaseLink,
  followingOf,
  holdersOf,
  type Known,
  linksOf,
} from "../../store/links/reader.ts";
import { keysOf } from "../../store/sealing/object-keys.ts";
import { similarTo } from "../../store/similar/reader.ts";
import { AsWritten } from "../../ui/as-written.tsx";
import { StageBadge } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { stageWords } from "./case-words.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import { DuplicatesPanel } from "./duplicates-panel.tsx";
import { LinksPages } from "./links-pages.tsx";

const sharing =
  "Staff of that case then read the report there, without who wrote it. The thread and the files stay here. It can be taken out again; what was read by then was read.";

const takenOut =
  "Its staff read the report there no more. The thread, the files, the promises and the dates never left this case. Whoever reported is told of it where they had been told of that case, and nothing else.";

const comingBack =
  "It opens again where it was closed as a duplicate, with its messages, files, promises and dates, which never left it. The earlier case holds its report no more, and does not thank its reporter. They are told, where they were told of the earlier one.";

type Linked = CaseLink & { readonly title: string; readonly holds: boolean };

export async function linksPart(at: AtCase) {
  const { caseId } = at.head;
  const { context } = at.web;
  const [links, followed, similar] = await Promise.all([
    linksOf(at.tx, caseId),
    followingOf(at.tx, caseId),
    similarTo(at.tx, caseId),
  ]);
  const shown = new Set(links.map((link) => link.caseId));
  const others = similar.filter((each) => !shown.has(each.caseId));
  const ids = links.map((link) => link.caseId);
  const [keys, holders] = await Promise.all([
    keysOf(context, at.tx, [...ids, ...others.map((each) => each.caseId)]),
    ids.length > 0 ? holdersOf(at.tx, caseId, ids) : new Set<string>(),
  ]);
  const titled = <Each extends Parameters<typeof titleOf>[0]>(each: Each) => ({
    ...each,
    title: titleOf(each, keys),
  });
  const linked: Linked[] = links.map((each) => ({
    ...titled(each),
    holds: holders.has(each.caseId),
  }));
  const duplicates = linked.filter(({ relation }) => relation === "duplicate");
  return (
    <>
      <LinksPages at={at} />
      <DuplicatePanel
        at={at}
        followed={followed}
        earlier={duplicates.find(({ isFrom }) => isFrom)}
      />
      <DuplicatesPanel at={at} similar={others.map(titled)} />
      <FollowersPanel at={at} followers={duplicates.filter(({ isFrom }) => !isFrom)} />
      <RelatedPanel at={at} related={linked.filter(({ relation }) => relation !== "duplicate")} />
    </>
  );
}

function DuplicatePanel(props: {
  at: AtCase;
  followed: Known | undefined;
  earlier: Linked | undefined;
}) {
  const { at, followed, earlier } = props;
  if (!followed) return <NotFollowing at={at} />;
  return (
    <Panel title="A duplicate of an earlier case" id="duplicate">
      {earlier ? (
        <ul class="remedy-list">
          <OneCase at={at} linked={earlier} />
        </ul>
      ) : (
        <p>It follows a case that you are not on.</p>
      )}
      <p>
        First reported on <When at={new Date(followed.since)} zone={zoneOf(at)} />. Its reporter is
        told that date with its proof, and each step of the work on the earlier case; also once this
        case is closed.
      </p>
      <Disclosure summary="The proof of the date">
        <p class="form-lead">
          SHA-256 over three lines: the id of the earlier report, its date as{" "}
          <code>{followed.since}</code>, and the SHA-256 of what arrived. Show those three to prove
          the date.
        </p>
        <p>
          <code>{followed.proof}</code>
        </p>
      </Disclosure>
      {earlier && !earlier.holds && may(at, "merge-report") && (
        <Disclosure
          summary="Show its report in the earlier case too"
          open={sentFor(at, "merge-report") !== undefined}
        >
          <p class="form-lead">{sharing}</p>
          <DeedForm at={at} deed="merge-report" look="secondary" />
        </Disclosure>
      )}
      {earlier && may(at, "unmark-duplicate") && (
        <Disclosure
          summary="It is no duplicate: take it out again"
          open={sentFor(at, "unmark-duplicate") !== undefined}
        >
          <p class="form-lead">{comingBack}</p>
          <DeedForm at={at} deed="unmark-duplicate" look="secondary" />
        </Disclosure>
      )}
    </Panel>
  );
}

function NotFollowing({ at }: { at: AtCase }) {
  const mayMark = !at.facts.closed && may(at, "mark-duplicate");
  return (
    <Panel title="A duplicate of an earlier case?" id="duplicate">
      <p>
        {at.facts.closed
          ? "It follows no other case. To let it follow one, reopen it first."
          : "It follows no other case. A report of what was known before keeps its thread, its date and its thanks; its reporter hears of the work on the earlier case."}
      </p>
      {mayMark && (
        <Disclosure
          summary="Let it follow an earlier case"
          open={sentFor(at, "mark-duplicate") !== undefined}
        >
          <DeedForm at={at} deed="mark-duplicate" />
        </Disclosure>
      )}
    </Panel>
  );
}

function FollowersPanel({ at, followers }: { at: AtCase; followers: readonly Linked[] }) {
  if (followers.length === 0) return null;
  return (
    <Panel title="Cases that follow this one" id="followers">
      <p>
        Their reporters hear of the conclusion, of remedies and of the publication here, and are
        thanked in the publication of this case where they agreed.
      </p>
      <ul class="remedy-list">
        {followers.map((linked) => (
          <OneCase key={linked.linkId} at={at} linked={linked} />
        ))}
      </ul>
    </Panel>
  );
}

function RelatedPanel({ at, related }: { at: AtCase; related: readonly Linked[] }) {
  return (
    <Panel title="Linked cases" id="links">
      {related.length === 0 ? (
        <EmptyState icon="note" title="No case that you are on is linked">
          Link one that touches this one. Only whoever is on both sees it.
        </EmptyState>
      ) : (
        <ul class="remedy-list">
          {related.map((linked) => (
            <OneCase key={linked.linkId} at={at} linked={linked} />
          ))}
        </ul>
      )}
      {may(at, "relate-case") && (
        <Disclosure summary="Link a case" open={sentFor(at, "relate-case") !== undefined}>
          <DeedForm at={at} deed="relate-case" look="secondary" />
        </Disclosure>
      )}
    </Panel>
  );
}

const hasReport = (at: AtCase) => at.facts.someoneToTell;

function OneCase({ at, linked }: { at: AtCase; linked: Linked }) {
  const { reference, title, stage, openedAt, relation, isFrom, linkId } = linked;
  const ids = { linkId };
  const words = stageWords[stage];
  return (
    <li>
      <p>
        <a href={casePath(reference)}>{reference}</a> <AsWritten text={title} />
      </p>
      <p class="meta">
        <StageBadge name={words.name} progress={words.progress} />
        <span>
          Opened <When at={openedAt} zone={zoneOf(at)} />
        </span>
        {relation === "split-from" && (
          <span>{isFrom ? "This one was split off it" : "It was split off this one"}</span>
        )}
      </p>
      {linked.holds && may(at, "take-report-back") && (
        <Disclosure
          summary={`Take this case’s report out of ${reference} again`}
          open={sentFor(at, "take-report-back", ids) !== undefined}
        >
          <p class="form-lead">{takenOut}</p>
          <DeedForm at={at} deed="take-report-back" ids={ids} look="secondary" />
        </Disclosure>
      )}
      {relation !== "duplicate" && !linked.holds && may(at, "merge-report") && hasReport(at) && (
        <Disclosure
          summary={`Show this case’s report in ${reference} too`}
          open={sentFor(at, "merge-report", ids) !== undefined}
        >
          <p class="form-lead">{sharing}</p>
          <DeedForm at={at} deed="merge-report" ids={ids} look="secondary" />
        </Disclosure>
      )}
      {relation !== "duplicate" && isFrom && may(at, "unrelate-case") && (
        <Disclosure summary={`Remove the link to ${reference}`}>
          <DeedForm at={at} deed="unrelate-case" ids={ids} only={[]} look="secondary" />
        </Disclosure>
      )}
    </li>
  );
}
