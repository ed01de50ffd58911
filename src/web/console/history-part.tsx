/** Everything that happened on a case, who can read it and why, and who did. */
import { staffSide } from "../../core/cases/sides.ts";
import { type MemberRow, memberRowsOf } from "../../store/cases/people-of-case-reader.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { eventTextsOf } from "../../store/events/text-reader.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { Timeline } from "../../ui/timeline.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { capital, partyName } from "./case-words.ts";
import { DeedForm, may } from "./deed-form.tsx";
import type { NamesOfEvents } from "./event-sentence.ts";
import { whoOfEvent, wordsOfEvent } from "./event-words.ts";
import { caseReads, ReadsPanel } from "./reads-panel.tsx";

export async function historyPart(at: AtCase) {
  const { caseId } = at.head;
  const events = await timelineOf(at.tx, caseId);
  const texts = await eventTextsOf(at.web.context, at.tx, caseId, { held: at.keys });
  const textOf = new Map(texts.map(({ eventId, text }) => [eventId, text]));
  const members = await memberRowsOf(at.tx, caseId);
  const reads = await caseReads(at);
  const names: NamesOfEvents = {
    person: (id) => personName(at, id),
    party: (id) => partyName(at.parties, id),
  };
  return (
    <>
      <Panel title="What happened">
        <Timeline
          zone={zoneOf(at)}
          label="What happened, newest first"
          events={events.map((event) => ({
            id: event.eventId,
            at: event.at,
            who: whoOfEvent(event, names),
            ...wordsOfEvent(event, names),
            detail: textOf.has(event.eventId) && (
              <p class="plain-text">{textOf.get(event.eventId)}</p>
            ),
          }))}
        />
      </Panel>
      <Evidence at={at} />
      <Members at={at} members={members} />
      <ReadsPanel at={at} shown={reads} />
    </>
  );
}

function Evidence(props: { at: AtCase }) {
  const { at } = props;
  if (!may(at, "make-evidence")) return null;
  return (
    <Panel title="Evidence pack" id="evidence">
      <p>
        A signed archive that shows, promise by promise, what was owed, by when, and what kept it.
        Anybody can verify it without Parley’s server. Making one is recorded on this page.
      </p>
      <Disclosure summary="Make a pack" open={at.sent?.deed === "make-evidence"}>
        <DeedForm at={at} deed="make-evidence" submit="Make and download" />
      </Disclosure>
    </Panel>
  );
}

function Members(props: { at: AtCase; members: readonly MemberRow[] }) {
  const { at, members } = props;
  return (
    <Panel title="Who can read this case, and why" id="members">
      <Table
        caption="Members"
        captionHidden
        dense
        rows={members}
        rowKey={(row) => `${row.principalId} ${row.sideId}`}
        columns={[
          { header: "Who", heads: true, cell: (row) => nameOf(at, row) },
          {
            header: "Sees",
            cell: (row) => (row.sideId === staffSide ? "The whole case" : "Its own thread only"),
          },
          { header: "Why", cell: (row) => whyOf(at, row) },
          { header: "Since", cell: (row) => <When at={row.addedAt} zone={zoneOf(at)} /> },
        ]}
      />
      {may(at, "add-member") && (
        <Disclosure summary="Let a colleague in" open={at.sent?.deed === "add-member"}>
          <DeedForm at={at} deed="add-member" choices={{ personId: strangersOf(at, members) }} />
        </Disclosure>
      )}
    </Panel>
  );
}

/** Colleagues who are not members by their own name; an administrator reads no case. */
function strangersOf(at: AtCase, members: readonly MemberRow[]) {
  const inside = new Set(members.map((row) => row.principalId));
  return at.people
    .filter((person) => !person.disabledAt && !person.roles.includes("administrator"))
    .filter((person) => !inside.has(person.personId))
    .map((person) => ({ value: person.personId, label: person.name }));
}

function nameOf(at: AtCase, row: MemberRow): string {
  return row.name ?? personName(at, row.principalId);
}

const ruleWords: Readonly<Record<string, string>> = {
  "every-report": "Every report is routed to this team",
  author: "They sent the report",
};

function whyOf(at: AtCase, row: MemberRow): string {
  if (row.rule) return ruleWords[row.rule] ?? `Rule: ${row.rule}`;
  const by = row.addedBy ? `, added by ${personName(at, row.addedBy)}` : "";
  return `${capital(row.role)}${by}`;
}
