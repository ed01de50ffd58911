/** The overview of a case: the one next deed, the report as it came, and what was decided. */
import { Fragment } from "preact";
import { type DecisionView, decisionsOf } from "../../store/cases/decision-reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { outcomeWords, wordFor } from "./case-words.ts";
import { CloseForm, ConclusionForm, RelevancyForm, ReopenForm } from "./decision-forms.tsx";
import { may } from "./deed-form.tsx";
import { claimsPanel, mayBelongPanel } from "./finding-panels.tsx";
import { heldDataPanels } from "./held-data-panel.tsx";
import { heldForKey } from "./how-it-leaves.tsx";
import { nextDeedOf } from "./next-deed.tsx";
import { PartiesWait } from "./party-requests.tsx";
import { loadReports, Reports } from "./report-panel.tsx";
import { trayPanel } from "./tray-panel.tsx";

export async function overviewPart(at: AtCase) {
  const reports = loadReports(at);
  const [next, found, decisions, held, tray, mayBelong, claims, heldData] = await Promise.all([
    nextDeedOf(at),
    reports,
    decisionsOf(at.web.context, at.tx, at.head.caseId, at.keys),
    heldForKey(at),
    trayPanel(at),
    mayBelongPanel(at),
    claimsPanel(at),
    heldDataPanels(at, false, reports),
  ]);
  return (
    <>
      {held}
      {tray}
      {mayBelong}
      {claims}
      {next}
      <PartiesWait at={at} />
      {heldData}
      <Reports at={at} found={found} />
      <Decisions at={at} decisions={decisions} />
    </>
  );
}

const decisionWords: Readonly<Record<string, string>> = {
  relevancy: "Relevancy",
  conclusion: "Conclusion",
  disclosure: "Disclosure",
  recognition: "Recognition",
  exception: "Exception",
};

function Decisions(props: { at: AtCase; decisions: readonly DecisionView[] }) {
  const { at, decisions } = props;
  return (
    <Panel title="Decisions" id="decisions">
      {decisions.length === 0 && <p>Nothing is decided yet.</p>}
      {decisions.map((decision) => (
        <Decision key={decision.decisionId} at={at} decision={decision} />
      ))}
      <FurtherDeeds at={at} />
    </Panel>
  );
}

function Decision(props: { at: AtCase; decision: DecisionView }) {
  const { at, decision } = props;
  return (
    <section class="decision">
      <h3>
        {wordFor(decisionWords, decision.kind)}: {wordFor(outcomeWords, decision.outcome)}
      </h3>
      <p class="meta">
        <span>{personName(at, decision.decidedBy)}</span>
        <When at={decision.decidedAt} zone={zoneOf(at)} />
        {decision.reasons.map((reason) => (
          <Tag key={reason}>{reason}</Tag>
        ))}
      </p>
      {decision.explanation && <p class="plain-text">{decision.explanation}</p>}
    </section>
  );
}

/** Deeds that are possible besides the next one; each opens on demand. */
function FurtherDeeds(props: { at: AtCase }) {
  const { at } = props;
  const { facts } = at;
  const next = at.standing.missing;
  const offers = [
    {
      deed: "decide-relevancy" as const,
      title: "Decide on relevancy again",
      shown: facts.relevancy !== null && facts.relevancy !== "need-more" && !facts.closed,
      form: <RelevancyForm at={at} />,
    },
    {
      deed: "conclude-analysis" as const,
      title: facts.conclusion !== null ? "Conclude anew" : "Conclude the analysis",
      shown: facts.relevancy !== null && next[0] !== "conclusion" && !facts.closed,
      form: <ConclusionForm at={at} />,
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
