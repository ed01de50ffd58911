/** Everything that happened on a case, and who read it. */
import type { FormChoice } from "../../lib/form-description.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { eventTextsOf } from "../../store/events/text-reader.ts";
import { permissionViewsOf } from "../../store/identity/permission-reader.ts";
import { teamList } from "../../store/teams/reader.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Timeline } from "../../ui/timeline.tsx";
import type { AtCase } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { partyName } from "./case-words.ts";
import { DeedForm, may } from "./deed-form.tsx";
import type { NamesOfEvents } from "./event-sentence.ts";
import { eventTextWords } from "./event-text-words.ts";
import { whoOfEvent, wordsOfEvent } from "./event-words.ts";
import { caseReads, ReadsPanel } from "./reads-panel.tsx";

export async function historyPart(at: AtCase) {
  const { caseId } = at.head;
  const [events, texts, allTeams, reads, readers] = await Promise.all([
    timelineOf(at.tx, caseId),
    eventTextsOf(at.web.context, at.tx, caseId, { held: at.keys }),
    teamList(at.tx),
    caseReads(at),
    readersOf(at),
  ]);
  const textOf = new Map(
    texts.map(({ eventId, type, text }) => [eventId, eventTextWords(type, text)]),
  );
  const teams = new Map(allTeams.map(({ teamId, name }) => [teamId, name]));
  const names: NamesOfEvents = {
    person: (id) => teams.get(id) ?? personName(at, id),
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
      <Evidence at={at} readers={readers} />
      <ReadsPanel at={at} shown={reads} />
    </>
  );
}

/** The parties, and whoever a party allowed to learn its name. */
async function readersOf(at: AtCase): Promise<FormChoice[]> {
  const permissions = await permissionViewsOf(at.web.context, at.tx, at.head.caseId);
  return [
    ...at.parties.map(({ partyId, pseudonym }) => ({ value: partyId, label: pseudonym })),
    ...permissions
      .filter(({ state, recipientId }) => state === "given" && recipientId === null)
      .map(({ permissionId, recipient }) => ({ value: permissionId, label: shortened(recipient) })),
  ];
}

function shortened(words: string): string {
  return words.length > 80 ? `${words.slice(0, 78)} …` : words;
}

function Evidence(props: { at: AtCase; readers: readonly FormChoice[] }) {
  const { at } = props;
  if (!may(at, "make-evidence")) return null;
  return (
    <Panel title="Evidence pack" id="evidence">
      <p>
        A signed archive that shows, promise by promise, what was owed, by when, and what kept it.
        Anybody can verify it without Parley’s server. Making one is recorded on this page.
      </p>
      <Disclosure summary="Make a pack" open={at.sent?.deed === "make-evidence"}>
        <DeedForm
          at={at}
          deed="make-evidence"
          choices={{ recipientId: props.readers }}
          submit="Make and download"
        />
      </Disclosure>
    </Panel>
  );
}
