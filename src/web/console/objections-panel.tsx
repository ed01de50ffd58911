/** What parties hold against our decisions: their words, our answer, and the form for it (ALU-09). */

import { mayAnswerObjection } from "../../core/decisions/objection.ts";
import type { DecisionView } from "../../store/cases/decision-reader.ts";
import type { ObjectionView } from "../../store/objections/reader.ts";
import { LongText } from "../../ui/as-written.tsx";
import { Tag, type Tone } from "../../ui/badge.tsx";
import { Panel, Stack } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { capital, partyName } from "./case-words.ts";
import { objectionAboutWords, objectionAnswerWords } from "./decision-event-words.ts";
import { DeedForm } from "./deed-form.tsx";

type Props = {
  readonly at: AtCase;
  readonly objections: readonly ObjectionView[];
  /** Newest first. */
  readonly decisions: readonly DecisionView[];
};

export function ObjectionsPanel({ at, objections, decisions }: Props) {
  if (objections.length === 0) return null;
  return (
    <Panel title="Objections" id="objections">
      {objections.toReversed().map((each) => (
        <Objection key={each.objectionId} at={at} of={each} decisions={decisions} />
      ))}
    </Panel>
  );
}

function stateOf({ state }: ObjectionView): readonly [string, Tone] {
  if (state === "raised") return ["Waits for an answer", "warning"];
  if (state === "withdrawn") return ["Taken back", "plain"];
  return [`Answered: ${objectionAnswerWords[state]}`, state === "rejected" ? "info" : "success"];
}

function Objection(props: { at: AtCase; of: ObjectionView; decisions: readonly DecisionView[] }) {
  const { at, of, decisions } = props;
  const [words, tone] = stateOf(of);
  const decided = decisions.find(({ kind, standing }) => kind === of.about && standing === null);
  return (
    <section class="decision">
      <Stack gap="small">
        <h3>
          {capital(partyName(at.parties, of.partyId))} objects to{" "}
          {objectionAboutWords[of.about] ?? "a decision"}
        </h3>
        <p class="meta">
          <Tag tone={tone}>{words}</Tag>
          <When at={of.raisedAt} zone={zoneOf(at)} />
        </p>
        <LongText text={of.text} />
        {of.answer !== null && (
          <>
            <h4>Our answer</h4>
            <LongText text={of.answer} />
          </>
        )}
        {of.state === "raised" && <Answer at={at} of={of} decided={decided} />}
      </Stack>
    </section>
  );
}

function Answer(props: { at: AtCase; of: ObjectionView; decided: DecisionView | undefined }) {
  const { at, of, decided } = props;
  if (of.about !== "other" && !mayAnswerObjection(at.staff.id, decided)) {
    const did = decided?.decidedBy === at.staff.id ? "took" : "confirmed";
    return <p>{`You ${did} this decision: somebody else on the case answers.`}</p>;
  }
  return (
    <DeedForm
      at={at}
      deed="answer-objection"
      ids={{ objectionId: of.objectionId }}
      look="secondary"
    />
  );
}
