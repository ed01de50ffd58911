/** Calls and meetings of a case: when, who took part, what was said, what follows. Only staff see them. */
import { type Call, callKindWords } from "../../core/calls/call.ts";
import type { PreferredChannel } from "../../core/calls/channel.ts";
import type { PartyRow } from "../../store/parties/reader.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { ownersOf } from "./case-aside.tsx";
import { personName, zoneOf } from "./case-frame.ts";
import { capital, partyName } from "./case-words.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import { FollowUpList } from "./follow-up-list.tsx";

export function CallsPanel({ at, calls }: { at: AtCase; calls: readonly Call[] }) {
  return (
    <Panel title="Calls and meetings" id="calls">
      <p class="meta">Only colleagues on this case read what was said. Nothing of it leaves.</p>
      {calls.length === 0 ? (
        <EmptyState icon="note" title="No talk is recorded yet" />
      ) : (
        calls.map((call) => <OneCall key={call.callId} at={at} call={call} />)
      )}
      {may(at, "record-call") && (
        <Disclosure summary="Record a talk" open={sentFor(at, "record-call") !== undefined}>
          <DeedForm
            at={at}
            deed="record-call"
            look="secondary"
            choices={{ participantIds: takersOf(at), ownerId: ownersOf(at) }}
          />
        </Disclosure>
      )}
    </Panel>
  );
}

/** The need-to-know list of the case: its parties, then colleagues. */
function takersOf(at: AtCase) {
  const parties = at.parties.map(({ partyId, pseudonym }) => ({
    value: partyId,
    label: pseudonym,
  }));
  return [...parties, ...ownersOf(at)];
}

function OneCall({ at, call }: { at: AtCase; call: Call }) {
  const parties = call.parties.map((id) => capital(partyName(at.parties, id)));
  const colleagues = call.colleagues.map((id) => personName(at, id));
  return (
    <section class="decision" id={`call-${call.callId}`}>
      <h3>
        {callKindWords[call.kind]}, <When at={call.at} zone={zoneOf(at)} />
      </h3>
      <p class="meta">
        <span>Took part: {[...parties, ...colleagues].join(", ")}</span>
        <span>
          Recorded by {personName(at, call.by)}, <When at={call.recordedAt} zone={zoneOf(at)} />
        </span>
      </p>
      <p class="plain-text">{call.words}</p>
      {call.agreed && <p class="plain-text">Agreed: {call.agreed}</p>}
      {call.followUps.length > 0 && (
        <>
          <p class="meta">What we promised</p>
          <FollowUpList at={at} followUps={call.followUps} />
        </>
      )}
    </section>
  );
}

/** By which way a party likes to be spoken with, below its thread. */
export function ChannelForm(props: {
  at: AtCase;
  party: PartyRow;
  channel: PreferredChannel | undefined;
}) {
  const { at, party, channel } = props;
  if (!may(at, "note-channel")) return null;
  const ids = { partyId: party.partyId };
  const { from = "", until = "", zone = zoneOf(at) } = channel?.hours ?? {};
  return (
    <Disclosure
      summary="How they like to be spoken with"
      open={sentFor(at, "note-channel", ids) !== undefined}
    >
      <DeedForm
        at={at}
        deed="note-channel"
        ids={ids}
        values={{ ...(channel ? { channel: channel.channel } : {}), from, until, zone }}
        look="secondary"
      />
    </Disclosure>
  );
}
