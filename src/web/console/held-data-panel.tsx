/** What a party holds back until it is agreed how it travels: whose turn it is, and the form for ours (TH-22). */
import {
  holdsBack,
  mayBecome,
  type TransmissionState,
  type TransmissionTurn,
  transmissionTurn,
} from "../../core/transmissions/transmission.ts";
import type { PartyRow } from "../../store/parties/reader.ts";
import { type ReportView, reportsOf } from "../../store/reports/reader.ts";
import { type TransmissionView, transmissionsOf } from "../../store/transmissions/reader.ts";
import { Tag, type Tone } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Hidden } from "../../ui/form.tsx";
import { Panel, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import { TransmissionTerms } from "../transmissions/transmission-terms.tsx";
import type { AtCase } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { capital, partyName, partyWord } from "./case-words.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";

type Held = {
  readonly at: AtCase;
  readonly party: PartyRow;
  readonly turn: TransmissionTurn;
  readonly agreements: readonly TransmissionView[];
};

/**
 * `everybody`: also parties of whom nothing is known to be held back, so that one can propose. `known`:
 * the reports, where the page has them already.
 */
export async function heldDataPanels(
  at: AtCase,
  everybody = false,
  known?: Promise<{ readonly reports: readonly ReportView[] }>,
) {
  const { caseId } = at.head;
  const [all, reports] = await Promise.all([
    transmissionsOf(at.web.context, at.tx, caseId),
    known ? known.then((found) => found.reports) : reportsOf(at.tx, caseId, at.keys),
  ]);
  const held = at.parties.map((party) => heldOf(at, party, all, reports));
  const shown = held.filter(({ turn }) => everybody || turn !== "nothing");
  return shown.map((each) => <HeldDataPanel key={each.party.partyId} {...each} />);
}

function heldOf(
  at: AtCase,
  party: PartyRow,
  all: readonly TransmissionView[],
  reports: readonly ReportView[],
): Held {
  const agreements = all.filter(({ partyId }) => partyId === party.partyId);
  const own = reports.filter(({ partyId }) => partyId === party.partyId);
  const held = holdsBack(own.map(({ content }) => content));
  return { at, party, agreements, turn: transmissionTurn(held, agreements) };
}

function HeldDataPanel(props: Held) {
  const { at, party, turn, agreements } = props;
  const isKnown = turn !== "nothing" || agreements.length > 0;
  return (
    <Panel
      title={`Data that ${partyName(at.parties, party.partyId)} ${isKnown ? "holds" : "may hold"} back`}
      id={`held-${party.partyId.slice(-6)}`}
    >
      <Turn {...props} />
      {turn === "we-propose" && !at.head.closedAt && <Propose {...props} />}
      {agreements.toReversed().map((each) => (
        <Agreement key={each.transmissionId} at={at} of={each} />
      ))}
      {turn !== "we-propose" && turn !== "party-answers" && <Further {...props} />}
    </Panel>
  );
}

function Turn({ party, turn }: Held) {
  const who = capital(partyWord(party.pseudonym));
  switch (turn) {
    case "we-propose":
      return (
        <Notice tone="warning" title={`${who} holds data back and waits for our answer.`}>
          Propose how to send it: by which way, where it is kept, and when it is deleted. It may
          also stay where it is.
        </Notice>
      );
    case "party-answers":
      return <p>Our proposal waits for an answer on the page of the report.</p>;
    case "party-sends":
      return <p>Agreed. Record it here when the data came.</p>;
    case "we-delete":
      return (
        <Notice tone="warning" title="We owe the deletion of what came.">
          Parley deletes nothing of it by itself: delete it as agreed, wherever it lies, then record
          it here.
        </Notice>
      );
    case "nothing":
      return <p>Nothing is open that we know of.</p>;
  }
}

function Propose({ at, party }: Pick<Held, "at" | "party">) {
  const ids = { partyId: party.partyId };
  // The next deed of the case has the page's one primary button.
  return <DeedForm at={at} deed="propose-transmission" ids={ids} look="secondary" />;
}

function Further({ at, party }: Held) {
  if (at.head.closedAt || !may(at, "propose-transmission")) return null;
  const sent = sentFor(at, "propose-transmission", { partyId: party.partyId });
  return (
    <Disclosure summary="Propose how to send something" open={sent !== undefined}>
      <Propose at={at} party={party} />
    </Disclosure>
  );
}

const states: Readonly<Record<TransmissionState, readonly [string, Tone]>> = {
  proposed: ["Proposed, not answered", "info"],
  agreed: ["Agreed", "success"],
  declined: ["Declined", "warning"],
  countered: ["Something else would do", "warning"],
  withdrawn: ["Taken back", "plain"],
  received: ["Came", "info"],
  deleted: ["Came, deleted", "success"],
};

function Agreement({ at, of }: { at: AtCase; of: TransmissionView }) {
  const [words, tone] = states[of.state];
  const ids = { transmissionId: of.transmissionId };
  return (
    <section class="decision">
      <Stack gap="small">
        <p class="meta">
          <Tag tone={tone}>{words}</Tag>
          <When at={of.at} zone={zoneOf(at)} />
        </p>
        <TransmissionTerms of={of} answer="Their words" />
        {(["received", "deleted"] as const)
          .filter((what) => mayBecome(of, what))
          .map((what) => (
            <DeedForm
              key={what}
              at={at}
              deed="record-transmission"
              ids={ids}
              only={[]}
              submit={what === "received" ? "It came, as agreed" : "It was deleted, as agreed"}
              look="secondary"
            >
              <Hidden name="what" value={what} />
            </DeedForm>
          ))}
        {mayBecome(of, "withdrawn") && (
          <DeedForm at={at} deed="withdraw-transmission" ids={ids} look="secondary" />
        )}
      </Stack>
    </section>
  );
}
