/** How a report stands, for the holder of a plain mail's link: no word of the matter, a way to answer. */

import type { PlainAnswer } from "../../core/mail/may-leave.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { PartyCase } from "../../store/portal/party-case-reader.ts";
import type { SendingFacts } from "../../store/sending/facts-reader.ts";
import { Button } from "../../ui/button.tsx";
import { Form } from "../../ui/form.tsx";
import { Actions, Columns, Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PortalPage, type PortalPageProps } from "../../ui/portal-page.tsx";
import { Steps } from "../../ui/steps.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { When } from "../../ui/when.tsx";
import { processSteps, stepStates, whatIn } from "../public/process-steps.ts";
import { StatusButton } from "./requests-panel.tsx";
import { requestWords } from "./requests-words.ts";

export type StepsDone = "message" | "key" | "plain" | "status";

/** Which form was refused. */
export type StepsField = "text" | "key" | "status";

export type StepsPageProps = {
  frame: Pick<PortalPageProps, "site" | "nav" | "footer" | "reader" | "leave">;
  csrf: string;
  zone: string;
  party: PartyCase;
  /** The policy that the case is pinned to. */
  policy: Policy;
  sending: SendingFacts;
  error: { field: StepsField; message: string; typed: string } | undefined;
  /** When it may be asked again how the report stands; undefined where it may be asked now. */
  asksAgainAt: Date | undefined;
  done: StepsDone | undefined;
};

export function StepsPage(props: StepsPageProps) {
  const { party, policy, zone, sending } = props;
  return (
    <PortalPage
      {...props.frame}
      title={`Your report ${party.reference}`}
      notice={<Done {...props} />}
    >
      <PageHeader
        kicker={party.reference}
        title="Your report"
        meta={
          <span>
            Received on <When at={party.openedAt} zone={zone} />
          </span>
        }
      />
      <Panel title="Where it stands">
        <WhereItStands party={party} policy={policy} />
      </Panel>
      <Columns
        main={
          <>
            {sending.answered !== "never-asked" && (
              <PlainQuestion csrf={props.csrf} answered={sending.answered} />
            )}
            <AskStatus {...props} />
            <Answer {...props} />
            <GiveKey {...props} />
          </>
        }
        aside={sending.hasCode ? <OpenByCode csrf={props.csrf} /> : <OpenByMail />}
      />
    </PortalPage>
  );
}

const said: Readonly<Record<StepsDone, string>> = {
  message: "Your message is with the team.",
  key: "Your key has arrived. We use it once we have compared its fingerprint with you.",
  plain: "Your answer is noted.",
  status: "Your question is with the team.",
};

function Done({ done }: StepsPageProps) {
  return done && Object.hasOwn(said, done) ? (
    <Notice tone="success" live title={said[done]} />
  ) : null;
}

function WhereItStands({ party, policy }: Pick<StepsPageProps, "party" | "policy">) {
  const underWay = party.step !== "closed" && party.step !== "published";
  const state = underWay ? stepStates(party.step) : undefined;
  return (
    <Steps
      label="The process of your report"
      steps={processSteps.map((step, index) => {
        const reached = state?.(index) ?? "done";
        const note = reached === "current" ? whatIn(policy, step) : undefined;
        return { name: step.name, state: reached, note };
      })}
    />
  );
}

/** Asked once by mail; it can be answered otherwise at any time. */
export function PlainQuestion(props: { csrf: string; answered: PlainAnswer; action?: string }) {
  const { csrf, answered, action = "/portal/steps/plain" } = props;
  return (
    <Panel title="May we answer you unencrypted?" id="plain" level={3}>
      <p>{plainWords[answered]}</p>
      <Form action={action} csrf={csrf} label="Whether we may answer unencrypted">
        <Actions>
          {answered !== "agreed" && (
            <Button name="agree" value="yes" look="secondary" small>
              Yes, as I wrote to you
            </Button>
          )}
          {answered !== "declined" && (
            <Button name="agree" value="no" look="secondary" small>
              No
            </Button>
          )}
        </Actions>
      </Form>
    </Panel>
  );
}

const plainWords: Readonly<Record<PlainAnswer, string>> = {
  "never-asked":
    "We do not, unless you say so. Fixes, drafts and what others told us never leave unencrypted by it.",
  asked:
    "It would be about what you sent us alone: fixes, drafts and what others told us never leave unencrypted by it. Messages that wait for it are sent at once.",
  agreed: "You agreed. You can change your mind at any time.",
  declined: "You said no. You can change your mind at any time.",
};

/** The same question as on the page that a receipt code opens: it tells nothing, so a link is enough. */
function AskStatus({ csrf, zone, party, asksAgainAt, error }: StepsPageProps) {
  const fault = error?.field === "status" ? error.message : undefined;
  return (
    <Panel title={requestWords.status.title} id="status">
      {fault && <Notice tone="danger" live title={fault} />}
      <StatusButton
        csrf={csrf}
        zone={zone}
        asksAgainAt={asksAgainAt}
        isClosed={party.closedAt !== null}
        action="/portal/steps/status"
      />
    </Panel>
  );
}

function Answer({ csrf, error }: StepsPageProps) {
  const fault = error?.field === "text" ? error : undefined;
  return (
    <Panel title="Write to the team" id="answer">
      <Form action="/portal/steps/messages" csrf={csrf} label="Write to the team">
        <TextArea
          name="text"
          label="Your message"
          help="Only the people who work on your report read it. They see that it came by the link of a mail."
          rows={5}
          value={fault?.typed ?? ""}
          error={fault?.message}
        />
        <Actions>
          <Button>Send</Button>
        </Actions>
      </Form>
    </Panel>
  );
}

function GiveKey({ csrf, error }: StepsPageProps) {
  const fault = error?.field === "key" ? error : undefined;
  return (
    <Panel title="Give us your public key" id="key">
      <p>
        With your OpenPGP key we can answer in encrypted mail. Before we use it we compare its
        fingerprint with you by another way, because others may have this link.
      </p>
      <KeyForm action="/portal/steps/key" csrf={csrf} fault={fault} />
    </Panel>
  );
}

export function KeyForm(props: {
  action: string;
  csrf: string;
  fault: { message: string; typed: string } | undefined;
}) {
  return (
    <Form action={props.action} csrf={props.csrf} label="Give us your public key">
      <TextArea
        name="key"
        label="Public key"
        help="The block that begins with -----BEGIN PGP PUBLIC KEY BLOCK-----."
        rows={4}
        value={props.fault?.typed ?? ""}
        error={props.fault?.message}
      />
      <Actions>
        <Button look="secondary">Send the key</Button>
      </Actions>
    </Form>
  );
}

/** Whoever wrote by mail alone has no code, and is sent to no door that it would open. */
function OpenByMail() {
  return (
    <Panel title="Read what we wrote" level={3}>
      <p>
        Our messages come by mail: encrypted once we know a key of yours, or unencrypted where you
        said that they may. This page shows none, because its link came in a mail that others could
        read on its way; the link of an encrypted letter opens the conversation.
      </p>
    </Panel>
  );
}

function OpenByCode({ csrf }: { csrf: string }) {
  return (
    <Panel title="Read what we wrote" level={3}>
      <p>
        The conversation opens with your receipt code, or with the link of an encrypted letter: this
        link came in a mail that others could read on its way.
      </p>
      <Form action="/portal" csrf={csrf} label="Open the conversation">
        <TextField name="code" label="Receipt code" value="" code autocomplete="off" size="full" />
        <Actions>
          <Button look="secondary">Open the conversation</Button>
        </Actions>
      </Form>
    </Panel>
  );
}
