/** The forms of the decisions on a case, in the words of its policy. */
import { decidedAs } from "../../actions/decisions/take-decision.ts";
import { type CloseReason, reasonsFor } from "../../core/cases/closing.ts";
import { touched } from "../../core/decisions/reasons.ts";
import { inLanguage } from "../../core/policy/text.ts";
import type { FormValues } from "../../lib/form-description.ts";
import type { DecisionView } from "../../store/cases/decision-reader.ts";
import { type AtCase, casePath } from "./at-case.ts";
import { DeedForm, may } from "./deed-form.tsx";
import { begunWith, type ExplainedDeed, ExplanationTexts } from "./explanation-texts.tsx";

type Props = { at: AtCase };
type DecidedProps = Props & {
  /** Every decision of the case, the newest first. */
  decisions: readonly DecisionView[];
};

export function RelevancyForm({ at, decisions }: DecidedProps) {
  const { policy } = at;
  return (
    <>
      <p class="form-lead">
        What counts, by the policy: “{inLanguage(policy.relevancy.definition, "en")}”
      </p>
      {!at.facts.follows && (
        <p class="form-lead">
          Known from an earlier case?{" "}
          <a href={casePath(at.head.reference, "links")}>Let it follow that one</a>: its reporter
          learns since when.
        </p>
      )}
      <ExplanationTexts at={at} deed="decide-relevancy" />
      <DeedForm
        at={at}
        deed="decide-relevancy"
        {...begunForm(at, "decide-relevancy", decidedAs(decisions, "relevancy"))}
        now={heldNow(decisions, "relevancy")}
        choices={{
          outcome: [
            { value: "relevant", label: "Relevant: it goes on to analysis" },
            { value: "not-relevant", label: notTakenUp(at) },
            { value: "need-more", label: "We need more to decide" },
          ],
        }}
        {...explanationWords(at, "decide-relevancy", "Explanation for the reporter")}
      />
    </>
  );
}

function notTakenUp({ facts }: AtCase): string {
  return facts.someoneToTell
    ? "Not taken up: the reporter is owed the reasons"
    : "Not taken up: say why";
}

/** Where nobody outside waits the reasons are for colleagues, who will ask for them no less. */
function explanationWords(at: AtCase, deed: ExplainedDeed, label: string) {
  const below = begunWith(at, deed)?.belowWords
    ? "Your own words stand first, the ready text below them."
    : "";
  if (at.facts.someoneToTell) {
    return { labels: { explanation: label }, ...(below ? { helps: { explanation: below } } : {}) };
  }
  const inside = "Colleagues on the case read them; nobody outside is told.";
  return {
    labels: { outcome: "What is it?", explanation: "Reasons" },
    helps: { explanation: [below, inside].filter(Boolean).join(" ") },
  };
}

export function ConclusionForm({ at, decisions }: DecidedProps) {
  return (
    <>
      <OthersAsked at={at} decisions={decisions} />
      <ExplanationTexts at={at} deed="conclude-analysis" />
      <DeedForm
        at={at}
        deed="conclude-analysis"
        {...begunForm(at, "conclude-analysis", decidedAs(decisions, "conclusion"))}
        now={heldNow(decisions, "conclusion")}
        choices={{
          outcome: [
            { value: "confirmed", label: "Confirmed: a remedy is owed" },
            { value: "not-confirmed", label: "Not confirmed" },
            { value: "accepted-risk", label: "Confirmed, and the risk is accepted until a date" },
            { value: "will-not-fix", label: "Confirmed, and it will not be fixed" },
          ],
        }}
        {...explanationWords(at, "conclude-analysis", "Conclusion")}
      />
    </>
  );
}

/** Before all vendors but one read of it in an advisory: whether it is theirs too (CC-29). */
function OthersAsked({ at, decisions }: DecidedProps) {
  const said = decisions.find(({ kind }) => kind === "others-affected");
  if ((said && said.outcome !== "not-known") || !may(at, "record-others-affected")) return null;
  return (
    <p class="form-lead">
      {said
        ? "It is not known yet whether others than us are affected. "
        : "Nobody has said whether others than us are affected, as by a library that many use. "}
      <a href={`${casePath(at.head.reference, "analysis")}#do-record-others-affected`}>
        Say whether
      </a>
    </p>
  );
}

/** A ready text that was chosen just now stands over a draft, whose words it keeps. */
function begunForm(at: AtCase, deed: ExplainedDeed, asOf: string) {
  const begun = begunWith(at, deed);
  return begun ? { values: { asOf, ...begun.values }, over: true } : { values: { asOf } };
}

/** The newest decision of that kind that holds or waits, as its form would send it. */
export function heldNow(
  decisions: readonly DecisionView[],
  kind: "relevancy" | "conclusion",
): FormValues {
  const held = decisions.find(
    (each) => each.kind === kind && (each.standing === null || each.standing === "proposed"),
  );
  if (!held) return {};
  const { outcome, explanation, reasons, endsAt, interest } = held;
  const isTouched = (code: string) => touched.some((each) => each === code);
  return {
    ...{ outcome, explanation, interest: interest ?? "", endsAt: endsAt?.toISOString() ?? "" },
    touches: reasons.filter(isTouched),
    reasons: reasons.filter((code) => !isTouched(code)),
  };
}

const closeLabels: Readonly<Record<CloseReason, string>> = {
  answered: "The question is answered",
  redirected: "They were told where to turn",
  decided: "It is decided, and everybody was told",
  routed: "They were sent on to those who can help",
  resolved: "Resolved",
  "not-relevant": "Not relevant",
  duplicate: "Duplicate of another case",
  "accepted-risk": "Accepted risk",
  "reporter-unreachable": "The reporter is out of reach",
  "reporter-opted-out": "The reporter wants no answer",
};

export function CloseForm({ at }: Props) {
  const reasons = reasonsFor(at.facts);
  return (
    <>
      <StandingFirst at={at} />
      <DeedForm
        at={at}
        deed="close-case"
        choices={{ reason: reasons.map((value) => ({ value, label: closeLabels[value] })) }}
        values={{ reason: reasons[0] ?? "resolved" }}
      />
    </>
  );
}

/** Silence closes a case only with what shows it on record (ALE-32). */
function StandingFirst({ at }: Props) {
  const { someoneToTell, reporterStanding } = at.facts;
  const isKnown = reporterStanding === "unreachable" || reporterStanding === "opted-out";
  if (!someoneToTell || isKnown || !may(at, "record-standing")) return null;
  return (
    <p class="form-lead">
      Out of reach, or wants no answer?{" "}
      <a href={`${casePath(at.head.reference, "analysis")}#do-record-standing`}>
        Record what shows it
      </a>{" "}
      first: the attempts with their days, or the reporter’s own words.
    </p>
  );
}

export function ReopenForm({ at }: Props) {
  return <DeedForm at={at} deed="reopen-case" look="secondary" />;
}
