/** The ledger of a case: what is owed and to whom, what was kept or broken, and the deeds on promises. */
import { termsOf } from "../../core/clocks/clock-state.ts";
import { isBroken, isOwed, type LedgerEntry, ledgerOf } from "../../core/clocks/ledger.ts";
import { ledgerClocksOf, pausesOf } from "../../store/clocks/ledger-reader.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import type { AtCase } from "./at-case.ts";
import { personName } from "./case-frame.ts";
import { partyName } from "./case-words.ts";
import type { NamesOfEvents } from "./event-sentence.ts";
import { PolicyPanel, RecordPanel, WhyPanel } from "./promise-deeds.tsx";
import { type EntryProps, PromiseEntry } from "./promise-entry.tsx";

export async function promisesPart(at: AtCase) {
  const { context } = at.web;
  const { caseId } = at.head;
  const [clocks, pauses, events] = await Promise.all([
    ledgerClocksOf(context, at.tx, caseId, at.keys),
    pausesOf(context, at.tx, caseId, at.keys),
    timelineOf(at.tx, caseId),
  ]);
  const names: NamesOfEvents = {
    person: (id) => personName(at, id),
    party: (id) => partyName(at.parties, id),
  };
  const ledger = ledgerOf(context.policies, clocks, at.now);
  const props = (entry: LedgerEntry): EntryProps => ({
    at,
    entry,
    terms: termsOf(context.policies, entry),
    pause: pauses.get(entry.clockId),
    events,
    names,
  });
  const [owed, done] = [ledger.filter(isOwed), ledger.filter((entry) => !isOwed(entry))];
  return (
    <>
      <Panel title="Owed" id="owed">
        {owed.length === 0 ? (
          <EmptyState icon="check" title="Nothing is owed to anybody right now" />
        ) : (
          <List entries={owed.map(props)} />
        )}
      </Panel>
      {done.length > 0 && (
        <Panel title="Kept, broken and over" id="done">
          <List entries={done.filter(isBroken).map(props)} />
          <Kept entries={done.filter((entry) => !isBroken(entry)).map(props)} />
        </Panel>
      )}
      <WhyPanel at={at} />
      <RecordPanel at={at} />
      <PolicyPanel at={at} />
    </>
  );
}

function List(props: { entries: readonly EntryProps[] }) {
  if (props.entries.length === 0) return null;
  return (
    <ul class="remedy-list promise-list">
      {props.entries.map((entry) => (
        <PromiseEntry key={entry.entry.clockId} {...entry} />
      ))}
    </ul>
  );
}

/** What was kept is proof, not work: it opens on demand. */
function Kept(props: { entries: readonly EntryProps[] }) {
  const { entries } = props;
  if (entries.length === 0) return null;
  return (
    <Disclosure summary={`Kept in time, or no longer owed: ${entries.length}`}>
      <List entries={entries} />
    </Disclosure>
  );
}
