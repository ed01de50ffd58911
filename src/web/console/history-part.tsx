/** Everything that happened on a case, and who read it. */
import {
  type TimelinePart,
  timelinePartOf,
  timelineParts,
  wordsOfPart,
} from "../../core/cases/timeline-part.ts";
import type { FormChoice } from "../../lib/form-description.ts";
import { type EventView, timelineOf } from "../../store/events/reader.ts";
import { eventTextsOf } from "../../store/events/text-reader.ts";
import { permissionViewsOf } from "../../store/identity/permission-reader.ts";
import { teamList } from "../../store/teams/reader.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { Timeline } from "../../ui/timeline.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { partyName } from "./case-words.ts";
import { DeedForm, may } from "./deed-form.tsx";
import { placeOfEvent } from "./event-place.ts";
import type { NamesOfEvents } from "./event-sentence.ts";
import { eventTextWords } from "./event-text-words.ts";
import { whoOfEvent, wordsOfEvent } from "./event-words.ts";
import { caseReads, ReadsPanel } from "./reads-panel.tsx";

/** Events on a page of the history, and in a document of the whole case. */
const pageSizes = { page: 100, whole: 500 };

export async function historyPart(at: AtCase) {
  const { caseId } = at.head;
  const part = timelinePartOf(at.query.show);
  const wish = { words: part && wordsOfPart(part), before: placeIn(at.query.before) };
  const onlyReads = at.query.show === "reads";
  const pageSize = at.whole ? pageSizes.whole : pageSizes.page;
  const [found, texts, allTeams, reads, readers] = await Promise.all([
    timelineOf(at.tx, caseId, { ...wish, count: pageSize + 1 }),
    eventTextsOf(at.web.context, at.tx, caseId, { held: at.keys, ...wish }),
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
      {onlyReads ? (
        <HistoryParts at={at} mayRead={reads !== undefined} />
      ) : (
        <Panel title="What happened">
          <HistoryParts at={at} mayRead={reads !== undefined} />
          {found.length === 0 && <p>Nothing of this kind happened.</p>}
          <Timeline
            zone={zoneOf(at)}
            label="What happened, newest first"
            events={found.slice(0, pageSize).map((event) => ({
              id: event.eventId,
              at: event.at,
              who: whoOfEvent(event, names),
              ...wordsOfEvent(event, names),
              href: placeOfEvent(at.head.reference, event),
              detail: textOf.has(event.eventId) && (
                <p class="plain-text">{textOf.get(event.eventId)}</p>
              ),
            }))}
          />
          <OlderEvents at={at} found={found} pageSize={pageSize} />
        </Panel>
      )}
      {!onlyReads && <Evidence at={at} readers={readers} />}
      {(onlyReads || part === undefined) && <ReadsPanel at={at} shown={reads} />}
    </>
  );
}

/** A place in the history, or its newest end for anything else. */
function placeIn(text: string | undefined): number | undefined {
  return text && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

const partWords: Readonly<Record<TimelinePart, string>> = {
  deeds: "Deeds",
  letters: "Letters",
  promises: "Promises",
};

function hrefIn(at: AtCase, words: Readonly<Record<string, string | undefined>>): string {
  const said = Object.entries(words).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(said as [string, string][]).toString();
  return casePath(at.head.reference, "history") + (query && `?${query}`);
}

function HistoryParts({ at, mayRead }: { at: AtCase; mayRead: boolean }) {
  if (at.whole) return null;
  const { show } = at.query;
  const tab = (part: string | undefined, label: string) => ({
    href: hrefIn(at, { show: part }),
    label,
    current: part === show,
  });
  return (
    <Tabs
      label="Parts of the history"
      tabs={[
        tab(undefined, "All"),
        ...timelineParts.map((part) => tab(part, partWords[part])),
        ...(mayRead ? [tab("reads", "Readings")] : []),
      ]}
    />
  );
}

function OlderEvents(props: { at: AtCase; found: readonly EventView[]; pageSize: number }) {
  const { at, found, pageSize } = props;
  const { show, before } = at.query;
  if (at.whole) {
    return found.length > pageSize && <p>Older events stand on the page History.</p>;
  }
  const last = found.length > pageSize ? found[pageSize - 1] : undefined;
  return (
    <Pagination
      label="Pages of the history"
      previous={before && hrefIn(at, { show })}
      previousLabel="The newest"
      next={last && hrefIn(at, { show, before: String(last.seq) })}
      nextLabel="Older"
    />
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
