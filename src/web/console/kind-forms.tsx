/** What a case is and what it is called, and the forms of what is no flaw: questions, leaks, disputes. */
import { markOf } from "../../actions/as-of.ts";
import { decidedAs } from "../../actions/decisions/take-decision.ts";
import { kindsToChangeTo } from "../../core/cases/change-kind.ts";
import { kindTitles } from "../../core/cases/kinds.ts";
import { rulingsFor, rulingTitles } from "../../core/cases/matter.ts";
import { waitByHand } from "../../core/cases/wait-by-hand.ts";
import { supportChannelLines } from "../../core/policy/support-channels.ts";
import { readyText } from "../../formats/letters/ready-text.ts";
import type { DecisionView } from "../../store/cases/decision-reader.ts";
import { opens } from "../../store/parties/reader.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Actions } from "../../ui/layout.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { heldNow } from "./decision-forms.tsx";
import { DeedForm, deedPath, may } from "./deed-form.tsx";
import { letterFrameFor } from "./known-values.ts";

type Props = { readonly at: AtCase };

/** Below the facts of the case; nothing for whoever may change neither. */
export function KindForms({ at }: Props) {
  if (at.head.erasedAt) return null;
  const kinds = kindsToChangeTo(at.facts);
  const changes = !at.facts.closed && at.facts.conclusion === null && may(at, "change-kind");
  return (
    <>
      {may(at, "rename-case") && (
        <Disclosure summary="Rename" open={at.sent?.deed === "rename-case"}>
          <DeedForm
            at={at}
            deed="rename-case"
            values={{ title: at.title, asOf: markOf(at.title) }}
            look="secondary"
          />
        </Disclosure>
      )}
      <WaitForms at={at} />
      {changes && (
        <Disclosure summary="It is something else" open={at.sent?.deed === "change-kind"}>
          <DeedForm
            at={at}
            deed="change-kind"
            choices={{ kind: kinds.map((value) => ({ value, label: kindTitles[value] })) }}
            look="secondary"
            submit="Change what it is"
          />
        </Disclosure>
      )}
    </>
  );
}

/** Waiting for somebody who is no party that was asked: said, and ended, by a colleague. */
function WaitForms({ at }: Props) {
  if (at.facts.closed || !may(at, "wait-for")) return null;
  if (waitByHand(at.facts)) return <DeedForm at={at} deed="end-waiting" look="secondary" />;
  return (
    <Disclosure summary="We wait for somebody" open={at.sent?.deed === "wait-for"}>
      <DeedForm at={at} deed="wait-for" look="secondary" />
    </Disclosure>
  );
}

/** A question is answered by a person, sent on to those who can help, or turns out to be a report. */
export function AnswerForms({ at }: Props) {
  return (
    <>
      <p>
        Whoever asked is owed the answer of a person. Once it is written the case can be closed.
      </p>
      <Actions>
        <LinkButton look="primary" href={casePath(at.head.reference, "conversation")}>
          Write the answer
        </LinkButton>
      </Actions>
      <PromoteForm at={at} />
      {may(at, "close-with-pointer") && (
        <Disclosure
          summary="Others answer this: send them on and close"
          open={at.sent?.deed === "close-with-pointer"}
        >
          <PointerForm at={at} />
        </Disclosure>
      )}
    </>
  );
}

/** Is this a security problem? Where it may be one the question goes on as a report, by one key (ALE-22). */
function PromoteForm({ at }: Props) {
  if (!may(at, "change-kind")) return null;
  return (
    <Form action={deedPath(at, "change-kind")} csrf={at.csrf} label="It is a report">
      <Hidden name="kind" value="vulnerability-report" />
      <Hidden name="reason" value="It may be about a vulnerability." />
      <Button look="secondary" shortcut="r">
        It may be a vulnerability: go on as a report
      </Button>
    </Form>
  );
}

function PointerForm({ at }: Props) {
  const party = at.parties.find(({ kind }) => opens(kind));
  if (!party) return null;
  const supportChannels = supportChannelLines(at.policy, party.language);
  const letter = readyText(letterFrameFor(at, party.language, null), "pointer-to-support", {
    supportChannels,
  });
  return <DeedForm at={at} deed="close-with-pointer" values={{ text: letter.text }} />;
}

export function ContainmentForm({ at }: Props) {
  return (
    <>
      <p>
        Shut the way by which data leaves, renew what became known, and have copies removed. Where
        people are concerned an authority may have to hear of it: ask your legal colleagues at once.
      </p>
      <DeedForm at={at} deed="contain-leak" />
    </>
  );
}

export function MatterForm({ at, decisions }: Props & { decisions: readonly DecisionView[] }) {
  const outcomes = rulingsFor(at.head.kind).map((value) => ({
    value,
    label: rulingTitles[value],
  }));
  const isTold = at.parties.length > 0;
  return (
    <>
      <p>
        {isTold
          ? "Everybody outside who takes part is told the decision and its reasons, each by a letter."
          : "Nobody outside takes part, so nobody is told: the reasons are for colleagues."}
      </p>
      <DeedForm
        at={at}
        deed="decide-matter"
        values={{ asOf: decidedAs(decisions, "conclusion") }}
        now={heldNow(decisions, "conclusion")}
        choices={{ outcome: outcomes }}
        helps={isTold ? undefined : { explanation: "Colleagues on the case read them." }}
      />
    </>
  );
}

export function ExploitationLink({ at }: Props) {
  return (
    <Actions>
      <LinkButton look="primary" href={casePath(at.head.reference, "facts")}>
        Answer it on the page of what is known
      </LinkButton>
    </Actions>
  );
}
