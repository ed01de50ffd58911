/** What was decided on a case, by whom and why; what waits for a second person; and what can be decided next. */
import { Fragment } from "preact";
import { rulingsFor } from "../../core/cases/matter.ts";
import { interestWords } from "../../core/decisions/interests.ts";
import type { DecisionView } from "../../store/cases/decision-reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { outcomeWords, wordFor } from "./case-words.ts";
import { CloseForm, ConclusionForm, RelevancyForm, ReopenForm } from "./decision-forms.tsx";
import { decisionKindWords, reasonWords, standingWords } from "./decision-words.ts";
import { DeedForm, may } from "./deed-form.tsx";
import { MatterForm } from "./kind-forms.tsx";

/** What an analysis rests on has a page of its own. */
const shownHere = ["relevancy", "conclusion", "disclosure", "recognition", "exception", "standing"];

export function DecisionsPanel(props: { at: AtCase; decisions: readonly DecisionView[] }) {
  const { at } = props;
  const decisions = props.decisions.filter(({ kind }) => shownHere.includes(kind));
  return (
    <Panel
      title="Decisions"
      id="decisions"
      actions={
        <>
          <a href={casePath(at.head.reference, "analysis")}>What they rest on</a>
          <a href={casePath(at.head.reference, "links")}>Other cases</a>
        </>
      }
    >
      {decisions.length === 0 && <p>Nothing is decided yet.</p>}
      {decisions.map((decision) => (
        <Decision key={decision.decisionId} at={at} decision={decision} />
      ))}
      <FurtherDeeds at={at} decisions={props.decisions} />
    </Panel>
  );
}

function Decision(props: { at: AtCase; decision: DecisionView }) {
  const { at, decision } = props;
  const { standing, approvedBy, endsAt, interest } = decision;
  return (
    <section class="decision">
      <h3>
        {wordFor(decisionKindWords, decision.kind)}: {wordFor(outcomeWords, decision.outcome)}
      </h3>
      <p class="meta">
        {standing && (
          <Tag tone={standing === "proposed" ? "warning" : "plain"}>{standingWords[standing]}</Tag>
        )}
        <span>{personName(at, decision.decidedBy)}</span>
        <When at={decision.decidedAt} zone={zoneOf(at)} />
        {decision.reasons.map((reason) => (
          <Tag key={reason}>{wordFor(reasonWords, reason)}</Tag>
        ))}
      </p>
      {(approvedBy || endsAt || interest) && (
        <p class="meta">
          {approvedBy && <span>Confirmed by {personName(at, approvedBy)}</span>}
          {endsAt && (
            <span>
              Until <When at={endsAt} zone={zoneOf(at)} />
            </span>
          )}
          {interest && <span>Interest served: {interestWords[interest].toLowerCase()}</span>}
        </p>
      )}
      {decision.explanation && <p class="plain-text">{decision.explanation}</p>}
      {standing === "proposed" && <SecondPerson at={at} decision={decision} />}
    </section>
  );
}

/** Whoever proposed it may take it back, and no more than that. */
function SecondPerson({ at, decision }: { at: AtCase; decision: DecisionView }) {
  const { decisionId, decidedBy } = decision;
  const ids = { decisionId };
  const isOwn = decidedBy === at.staff.id;
  return (
    <Stack gap="small">
      {isOwn ? (
        <p>It holds once somebody else confirms it. Until then nobody outside is told.</p>
      ) : (
        <>
          <Notice tone="warning" title="It waits for a second person.">
            Confirm it as it stands, or send it back. The reporter is told once it is confirmed.
          </Notice>
          <DeedForm at={at} deed="approve-decision" ids={ids} look="secondary" />
        </>
      )}
      {may(at, "send-back-decision") && (
        <Disclosure
          summary={isOwn ? "Take it back" : "Send it back"}
          open={at.sent?.deed === "send-back-decision"}
        >
          <DeedForm at={at} deed="send-back-decision" ids={ids} look="secondary" />
        </Disclosure>
      )}
    </Stack>
  );
}

/** Deeds that are possible besides the next one; each opens on demand. */
function FurtherDeeds(props: { at: AtCase; decisions: readonly DecisionView[] }) {
  const { at, decisions } = props;
  const { facts } = at;
  const next = at.standing.missing;
  const offers = [
    {
      deed: "decide-relevancy" as const,
      title: "Decide on relevancy again",
      shown: facts.relevancy !== null && facts.relevancy !== "need-more" && !facts.closed,
      form: <RelevancyForm at={at} decisions={decisions} />,
    },
    {
      deed: "conclude-analysis" as const,
      title: facts.conclusion !== null ? "Conclude anew" : "Conclude the analysis",
      shown: facts.relevancy !== null && next[0] !== "conclusion" && !facts.closed,
      form: <ConclusionForm at={at} decisions={decisions} />,
    },
    {
      deed: "decide-matter" as const,
      title: "Decide anew",
      shown: facts.conclusion !== null && rulingsFor(facts.kind).length > 0 && !facts.closed,
      form: <MatterForm at={at} decisions={decisions} />,
    },
    {
      deed: "close-case" as const,
      title: "Close the case",
      shown: next[0] !== "closing" && !facts.closed,
      form: <CloseForm at={at} />,
    },
    {
      deed: "reopen-case" as const,
      title: "Reopen the case",
      shown: facts.closed && !at.head.erasedAt && at.head.tray !== "not-for-us",
      form: <ReopenForm at={at} />,
    },
  ];
  return (
    <>
      {offers
        .filter((offer) => offer.shown && may(at, offer.deed))
        .map((offer) => (
          <Fragment key={offer.deed}>
            <Disclosure summary={offer.title} open={at.sent?.deed === offer.deed}>
              {offer.form}
            </Disclosure>
          </Fragment>
        ))}
    </>
  );
}
