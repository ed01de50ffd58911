/** On a case that came by mail: how it was sorted, what may be done about it, and whether its sender was answered. */
import { mayAnswerByHand } from "../../core/mail/may-answer.ts";
import { keptAs, notForUsReasons } from "../../core/mail/tray.ts";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form } from "../../ui/form.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { closeReasonWords, wordFor } from "./case-words.ts";
import { DeedForm, deedPath, may } from "./deed-form.tsx";
import { asideWords, holdMeanings, holdWords, keptWords } from "./tray-words.ts";

/** Nothing where the case did not come by mail, or is decided on and answered. */
export async function trayPanel(at: AtCase) {
  const { kind } = at.head;
  const { raisesExploitationCheck } = at.policy.liveIncident;
  const asks =
    kind === "live-incident" &&
    raisesExploitationCheck &&
    !at.facts.closed &&
    !at.facts.exploitationSaid &&
    // What a report says is asked above it, and answered for each.
    at.facts.openAttacks.length === 0;
  return (
    <>
      <TrayPanel at={at} />
      {asks && <ExploitationAsked at={at} />}
    </>
  );
}

/** Whoever was sent on may have met a vulnerability of ours: the signal is not lost with them. */
function ExploitationAsked({ at }: { at: AtCase }) {
  return (
    <Notice tone="warning" title="Was a vulnerability of one of our products used?">
      <p>
        The sender was told where to turn. Ask them when the attack is over, and record what you
        learn: that exploitation is known, or that it proved to be none. An authority may have to
        hear of it.
      </p>
      <p>
        <a href={casePath(at.head.reference, "promises")}>Record it on the page Promises</a>
      </p>
    </Notice>
  );
}

function TrayPanel({ at }: { at: AtCase }) {
  const { tray, erasedAt } = at.head;
  if (erasedAt) return null;
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
  if (!may(at, "keep-message")) return null;
  return (
    <Form action={deedPath(at, "keep-message")} csrf={at.csrf} label="What it is">
      <fieldset class="tray-group">
        <legend class="tray-legend">It is a</legend>
        {keptAs.map((value) => (
          <Button key={value} look="secondary" small name="as" value={value}>
            {keptWords[value]}
          </Button>
        ))}
      </fieldset>
    </Form>
  );
}

function AsideForm({ at }: { at: AtCase }) {
  if (!may(at, "put-aside-message")) return null;
  return (
    <Form action={deedPath(at, "put-aside-message")} csrf={at.csrf} label="Not for us">
      <fieldset class="tray-group">
        <legend class="tray-legend">Not for us, and nobody is owed an answer</legend>
        {notForUsReasons.map((value) => (
          <Button key={value} look="secondary" small name="reason" value={value}>
            {asideWords[value]}
          </Button>
        ))}
      </fieldset>
    </Form>
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
        <DeedForm
          at={at}
          deed="acknowledge-sender"
          look="secondary"
          submit={answerHeld === "elsewhere" ? "Acknowledge it" : undefined}
        />
      )}
    </Notice>
  );
}
