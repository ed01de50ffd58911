/**
 * Data that the reporter holds back: where the agreement on its way stands, and the one next step
 * (TH-22). Without script; nothing here sends a file.
 */

import type { TransmissionState } from "../../core/transmissions/transmission.ts";
import { transmissionTurn } from "../../core/transmissions/transmission.ts";
import type { TransmissionView } from "../../store/transmissions/reader.ts";
import { Tag, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Actions, Panel, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { When } from "../../ui/when.tsx";
import { TransmissionTerms } from "../transmissions/transmission-terms.tsx";

export type HeldDataProps = {
  csrf: string;
  zone: string;
  /** The report says that its author holds data back. */
  holdsBack: boolean;
  transmissions: readonly TransmissionView[];
  /** Why the answer that was sent now was not taken, and its words. */
  heldDataError: { message: string; text: string; id: string } | undefined;
};

export function HeldData(props: HeldDataProps) {
  const { holdsBack, transmissions, heldDataError } = props;
  if (!holdsBack && transmissions.length === 0) return null;
  const turn = transmissionTurn(holdsBack, transmissions);
  return (
    <Panel title="Data that you hold back" id="held-data">
      {heldDataError && <Notice tone="danger" live title={heldDataError.message} />}
      {turn === "we-propose" && (
        <p>
          Please do not send it yet. It is our turn: we propose how it travels, where it is kept and
          when it is deleted, and you find the proposal here. Only what you agree to holds.
        </p>
      )}
      {transmissions.toReversed().map((each) => (
        <One key={each.transmissionId} {...props} of={each} />
      ))}
    </Panel>
  );
}

/** Beside the place for files, while nothing is agreed: files that hold no such data are welcome. */
export function HeldDataNotice({ holdsBack, transmissions }: HeldDataProps) {
  const turn = transmissionTurn(holdsBack, transmissions);
  if (turn !== "we-propose" && turn !== "party-answers") return null;
  return (
    <Notice tone="warning" title="Leave out the data that you hold back.">
      Nothing is <a href="#held-data">agreed on it</a> yet. Other files are welcome here.
    </Notice>
  );
}

const states: Readonly<Record<TransmissionState, readonly [string, Tone]>> = {
  proposed: ["Waits for your answer", "warning"],
  agreed: ["Agreed", "success"],
  declined: ["You declined", "plain"],
  countered: ["You said what would do", "info"],
  withdrawn: ["We took it back", "plain"],
  received: ["It came", "success"],
  deleted: ["We deleted it", "success"],
};

type OneProps = HeldDataProps & { of: TransmissionView };

function One(props: OneProps) {
  const { zone, of } = props;
  const [words, tone] = states[of.state];
  return (
    <section class="decision">
      <Stack gap="small">
        <h3>{of.state === "proposed" ? "We propose" : "Our proposal"}</h3>
        <p class="meta">
          <Tag tone={tone}>{words}</Tag>
          <When at={of.at} zone={zone} />
        </p>
        <TransmissionTerms of={of} answer="Your words" />
        <Next {...props} />
      </Stack>
    </section>
  );
}

function Next(props: OneProps) {
  const { of } = props;
  switch (of.state) {
    case "proposed":
      return <Answer {...props} />;
    case "agreed":
      return <Agreed {...props} />;
    case "received":
      return <p>We delete it as agreed, and say so here.</p>;
    case "declined":
      return <p>Keep it; nothing more is asked of you. Your report goes on without it.</p>;
    default:
      return null;
  }
}

function Answer({ csrf, of, heldDataError }: OneProps) {
  const sent = heldDataError?.id === of.transmissionId ? heldDataError : undefined;
  return (
    <>
      <p>
        It is your turn. A no changes nothing in how we treat your report, and until the data came
        you can take a yes back.
      </p>
      <Form action="/portal/transmission" csrf={csrf} label="Answer the proposal">
        <Hidden name="transmissionId" value={of.transmissionId} />
        <Actions>
          <Button name="answer" value="agree" small>
            I agree
          </Button>
          <Button name="answer" value="decline" look="secondary" small>
            No, I keep it
          </Button>
        </Actions>
      </Form>
      <Disclosure summary="Something else would do" open={sent !== undefined}>
        <Form action="/portal/transmission" csrf={csrf} label="Say what would do instead">
          <Hidden name="transmissionId" value={of.transmissionId} />
          <TextArea
            name="text"
            id={`instead-${of.transmissionId.slice(-6)}`}
            label="What would do instead"
            help="We make a new proposal from it. Leave the data itself out."
            rows={3}
            value={sent?.text ?? ""}
            error={sent?.message}
          />
          <Actions>
            <Button name="answer" value="words" look="secondary" small>
              Send these words
            </Button>
          </Actions>
        </Form>
      </Disclosure>
    </>
  );
}

const toDo = {
  portal: "Send it with the form for files below, and tick that it holds personal data.",
  "encrypted-mail": "Send it by encrypted mail, with our reference in the subject.",
  other: "Send it in the way that we agreed on.",
  none: "It is not sent. Nothing more is asked of you.",
} as const;

function Agreed({ csrf, of }: OneProps) {
  return (
    <>
      <p>
        {toDo[of.method]}
        {of.method === "portal" && (
          <>
            {" "}
            <a href="#files">To the files</a>
          </>
        )}
        {of.method === "encrypted-mail" && (
          <>
            {" "}
            <a href="/key">Our key</a>
          </>
        )}
      </p>
      {of.method !== "none" && (
        <Form action="/portal/transmission" csrf={csrf} label="Take the agreement back">
          <Hidden name="transmissionId" value={of.transmissionId} />
          <Actions>
            <Button name="answer" value="decline" look="secondary" small>
              I do not send it after all
            </Button>
          </Actions>
        </Form>
      )}
    </>
  );
}
