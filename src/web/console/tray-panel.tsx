/** On a case that came by mail: how it was sorted, what may be done about it, and whether its sender was answered. */
import { mayAnswerByHand } from "../../core/mail/may-answer.ts";
import { keptAs, notForUsReasons } from "../../core/mail/tray.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import type { AtCase } from "./at-case.ts";
import { closeReasonWords, wordFor } from "./case-words.ts";
import { DeedForm, may } from "./deed-form.tsx";
import { asideWords, holdMeanings, holdWords, keptWords } from "./tray-words.ts";

/** Nothing where the case did not come by mail, or is decided on and answered. */
export function TrayPanel({ at }: { at: AtCase }) {
  const { tray, erasedAt } = at.head;
  if (tray === null || erasedAt) return null;
  return (
    <>
      {tray === "new" && <Untouched at={at} />}
      {tray === "kept" && at.facts.relevancy === null && !at.facts.closed && <Kept at={at} />}
      {tray === "not-for-us" && <PutAside at={at} />}
      <Held at={at} />
    </>
  );
}

function Untouched({ at }: { at: AtCase }) {
  return (
    <Panel title="In the intake tray" id="tray">
      <p>Nobody has said yet what this message is. Deciding on it says so too.</p>
      <KeepForm at={at} />
      <AsideForm at={at} />
    </Panel>
  );
}

function Kept({ at }: { at: AtCase }) {
  if (!may(at, "recall-message")) return null;
  return (
    <Panel title="Sorted" id="tray" look="quiet">
      <Disclosure summary="Sorted wrongly?">
        <KeepForm at={at} />
        <AsideForm at={at} />
        <RecallForm at={at} />
      </Disclosure>
    </Panel>
  );
}

function PutAside({ at }: { at: AtCase }) {
  return (
    <Panel title="Put aside" id="tray">
      <p>
        This message is {wordFor(closeReasonWords, at.head.closeReason ?? "")}. It owes nobody an
        answer and stands in no public figure. Taken back, its clocks run with the dates that they
        had.
      </p>
      <RecallForm at={at} />
    </Panel>
  );
}

function KeepForm({ at }: { at: AtCase }) {
  const choices = { as: keptAs.map((value) => ({ value, label: keptWords[value] })) };
  return (
    <DeedForm
      at={at}
      deed="keep-message"
      only={["as"]}
      choices={choices}
      look="secondary"
      submit="Keep it"
    />
  );
}

function AsideForm({ at }: { at: AtCase }) {
  const choices = { reason: notForUsReasons.map((value) => ({ value, label: asideWords[value] })) };
  return (
    <DeedForm
      at={at}
      deed="put-aside-message"
      only={["reason"]}
      choices={choices}
      look="secondary"
      submit="Not for us"
    />
  );
}

function RecallForm({ at }: { at: AtCase }) {
  return <DeedForm at={at} deed="recall-message" look="secondary" submit="Back to the tray" />;
}

/** Said as long as nobody was told that the mail arrived. */
function Held({ at }: { at: AtCase }) {
  const { answerHeld } = at.head;
  if (!answerHeld || at.facts.acknowledged || at.facts.closed) return null;
  return (
    <Notice tone="info" title={`Not acknowledged. ${holdWords[answerHeld]}.`}>
      <p>{holdMeanings[answerHeld]}</p>
      {mayAnswerByHand(answerHeld) && (
        <DeedForm at={at} deed="acknowledge-sender" look="secondary" />
      )}
    </Notice>
  );
}
