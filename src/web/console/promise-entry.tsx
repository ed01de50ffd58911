/** One promise of a case: whose number, which dates it had, its evidence, and what can be done about it. */
import type { FormerDue } from "../../core/clocks/clock.ts";
import { isBroken, type LedgerEntry } from "../../core/clocks/ledger.ts";
import { mayPause, mayResume } from "../../core/clocks/pause-by-hand.ts";
import type { PromiseTerms } from "../../core/policy/promise-terms.ts";
import { inLanguage } from "../../core/policy/text.ts";
import { Refusal } from "../../core/refusal.ts";
import type { PauseView } from "../../store/clocks/ledger-reader.ts";
import type { EventView } from "../../store/events/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Due } from "../../ui/due.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { promiseWords } from "./case-words.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";
import type { NamesOfEvents } from "./event-sentence.ts";
import { whoOfEvent, wordsOfEvent } from "./event-words.ts";
import {
  basisWords,
  dueOfEntry,
  movedWords,
  numberWords,
  owedToWord,
  waitsForWords,
  wordingWords,
} from "./promise-words.ts";

export interface EntryProps {
  at: AtCase;
  entry: LedgerEntry;
  terms: PromiseTerms | undefined;
  /** Of a promise that a person paused. */
  pause: PauseView | undefined;
  events: readonly EventView[];
  names: NamesOfEvents;
}

export function PromiseEntry(props: EntryProps) {
  const { at, entry } = props;
  const party = at.parties.find(({ partyId }) => partyId === entry.owedTo);
  const to = owedToWord(entry, party?.pseudonym);
  return (
    <li id={`promise-${entry.clockId.slice(-12)}`}>
      <h3>
        {promiseWords[entry.promise]} {to && <span class="quiet">to {to}</span>}
      </h3>
      <Due {...dueOfEntry(entry, at.now, zoneOf(at))} />
      <NumberLine {...props} />
      <Dates {...props} />
      <Pause {...props} />
      <Breach {...props} />
      <Forms {...props} />
    </li>
  );
}

function NumberLine(props: EntryProps) {
  const { entry, terms, at } = props;
  return (
    <>
      <p class="meta">
        <Tag tone={entry.basis === "rule" ? "warning" : "plain"}>{basisWords[entry.basis]}</Tag>
        {terms && <span>{numberWords(terms, at.head.severityBand)}</span>}
        <span>{wordingWords[entry.wording]}</span>
        {entry.policyVersion !== at.head.policyVersion && (
          <span>by version {entry.policyVersion} of the policy</span>
        )}
        {entry.requirements.length > 0 && <span>{entry.requirements.join(", ")}</span>}
      </p>
      {entry.says && <p class="quiet">“{inLanguage(entry.says, "en")}”</p>}
    </>
  );
}

/** When it began, what its date was before, when it warned, and the event that kept or ended it. */
function Dates(props: EntryProps) {
  const { at, entry } = props;
  const zone = zoneOf(at);
  const ended = entry.metBy ?? entry.stoppedBy;
  return (
    <ul class="promise-dates">
      <li>
        Runs since <When at={entry.startedAt} zone={zone} />
      </li>
      {entry.formerDues.map((former) => (
        <li key={former.eventId}>
          <Former at={at} former={former} />
        </li>
      ))}
      {entry.warnedAt && (
        <li>
          Warned <When at={entry.warnedAt} zone={zone} />
        </li>
      )}
      {(entry.state === "kept-late" || (entry.state === "stopped" && isBroken(entry))) &&
        entry.dueAt && (
          <li>
            It was due <When at={entry.dueAt} zone={zone} />
          </li>
        )}
      {ended && (
        <li>
          {entry.metBy ? "Kept" : "Ended"}: <Evidence {...props} eventId={ended} />
        </li>
      )}
    </ul>
  );
}

function Former(props: { at: AtCase; former: FormerDue }) {
  const { at, former } = props;
  const zone = zoneOf(at);
  return (
    <>
      <s>{former.dueAt ? <When at={former.dueAt} zone={zone} /> : "no date"}</s> until it moved{" "}
      <a href={eventHref(at, former.eventId)}>
        <When at={former.movedAt} zone={zone} />
      </a>
      , {movedWords[former.because]}
    </>
  );
}

/** The event in words, with the way to it; one that lies too far back is named by its date alone. */
function Evidence(props: EntryProps & { eventId: string }) {
  const { at, eventId, events, names, entry } = props;
  const event = events.find((each) => each.eventId === eventId);
  const when = entry.metAt ?? entry.stoppedAt;
  if (!event) return when ? <When at={when} zone={zoneOf(at)} /> : null;
  const { what } = wordsOfEvent(event, names);
  return (
    <a href={eventHref(at, eventId)}>
      {whoOfEvent(event, names)} {what}
    </a>
  );
}

function eventHref(at: AtCase, eventId: string): string {
  return `${casePath(at.head.reference, "history")}#event-${eventId}`;
}

function Pause(props: EntryProps) {
  const { at, entry, pause } = props;
  if (!entry.pausedAt) return null;
  const byHand = pause && +pause.at === +entry.pausedAt;
  return (
    <p>
      {byHand ? (
        <>
          We wait for {waitsForWords[pause.waitsFor] ?? "somebody else"}: {pause.reason}
        </>
      ) : (
        <>
          It stands still until the reporter answers our question (since{" "}
          <When at={entry.pausedAt} zone={zoneOf(at)} />
          ).
        </>
      )}
    </p>
  );
}

function Breach(props: EntryProps) {
  const { at, entry } = props;
  if (!isBroken(entry)) return null;
  if (!entry.breach) {
    return (
      <p>
        <Tag tone="danger" icon="alert">
          No reason given yet
        </Tag>
      </p>
    );
  }
  return (
    <p>
      <strong>Why it was not kept in time:</strong> {entry.breach.reason}{" "}
      <span class="quiet">
        (told <When at={entry.breach.explainedAt} zone={zoneOf(at)} />)
      </span>
    </p>
  );
}

function Forms(props: EntryProps) {
  const { at, entry, terms } = props;
  const ids = { clockId: entry.clockId };
  const clock = at.clocks.find(({ clockId }) => clockId === entry.clockId);
  if (!clock) return null;
  const open = (deed: "pause-promise" | "explain-breach") => sentFor(at, deed, ids) !== undefined;
  // Without a date nothing ticks, so there is nothing to stop.
  const pausable =
    clock.dueAt &&
    !at.head.closedAt &&
    may(at, "pause-promise") &&
    isAllowed(() => mayPause(clock, terms, at.now));
  return (
    <>
      {isBroken(entry) && may(at, "explain-breach") && (
        <Disclosure
          summary={entry.breach ? "Explain it anew" : "Say why"}
          open={open("explain-breach")}
        >
          <DeedForm at={at} deed="explain-breach" ids={ids} look="secondary" />
        </Disclosure>
      )}
      {pausable && (
        <Disclosure summary="Pause" open={open("pause-promise")}>
          <DeedForm at={at} deed="pause-promise" ids={ids} look="secondary" />
        </Disclosure>
      )}
      {isAllowed(() => mayResume(clock)) && (
        <DeedForm at={at} deed="resume-promise" ids={ids} look="secondary" />
      )}
    </>
  );
}

/** Whether the rule behind a form lets it through: for showing it, never instead of the rule. */
function isAllowed(rule: () => void): boolean {
  try {
    rule();
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}
