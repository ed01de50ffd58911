/** Promises of a case in words: whose number it is, what moved a date, what became of it. Words only. */
import type { FormerDue } from "../../core/clocks/clock.ts";
import type { LedgerEntry } from "../../core/clocks/ledger.ts";
import { isBroken } from "../../core/clocks/ledger.ts";
import { lengthInWords } from "../../core/clocks/length.ts";
import { promiseOf } from "../../core/clocks/promises.ts";
import {
  type Basis,
  lengthFor,
  type PromiseTerms,
  type Wording,
} from "../../core/policy/promise-terms.ts";
import type { DueProps } from "../../ui/due.tsx";
import { partyWord } from "./case-words.ts";
import { owedWords } from "./due-words.ts";

/** Whose number it is, as a tag. */
export const basisWords: Readonly<Record<Basis, string>> = {
  text: "Promised in our text",
  rule: "A rule of others",
  agreed: "Agreed",
  target: "Our target",
};

/** What people outside are told of the number. */
export const wordingWords: Readonly<Record<Wording, string>> = {
  promised: "told outside as promised",
  "aimed-at": "told outside as an aim",
  unsaid: "not told outside",
};

/** "2 working days, counted from the acknowledgement". */
export function numberWords(terms: PromiseTerms, severity: string | null): string {
  const length = lengthInWords(lengthFor(terms, severity ?? undefined));
  return typeof terms.within === "string" ? length : `${length}, from ${anchorWord(terms.from)}`;
}

const anchorWords: Readonly<Record<string, string>> = {
  received: "its arrival",
  acknowledged: "the acknowledgement",
  "relevancy-told": "the word on relevancy",
  "last-update": "the last update",
  "first-contact-attempt": "the first contact attempt",
  "becoming-aware": "becoming aware",
  "our-disclosure": "our disclosure",
  "measure-available": "a measure being available",
  "condition-true": "the condition being true",
};

function anchorWord(anchor: string): string {
  return anchorWords[anchor] ?? `“${anchor.replaceAll("-", " ")}”`;
}

const tos: Readonly<Record<LedgerEntry["to"], string>> = {
  reporter: "the reporter",
  party: "a party",
  coordinator: "the coordinator",
  appellant: "the appellant",
  regulator: "the authority",
  "cve-program": "the CVE Program",
  public: "the public",
  ourselves: "ourselves",
};

/** To whom it is owed: the party's pseudonym, or the kind where no party of the case is meant. */
export function owedToWord(
  entry: Pick<LedgerEntry, "promise">,
  pseudonym: string | null | undefined,
): string {
  const { owedBy, to } = promiseOf(entry.promise);
  if (owedBy === "them") return "";
  return pseudonym ? partyWord(pseudonym) : tos[to];
}

/** Why a date moved, after "moved on 3 March". */
export const movedWords: Readonly<Record<FormerDue["because"], string>> = {
  agreed: "by a new agreement",
  severity: "because the severity changed",
  policy: "because the case moved to another policy",
  resumed: "because it stood still",
  attempt: "because an earlier first attempt to reach us became known",
};

/** A promise of the ledger as the Due component shows it; the names stand beside it. */
export function dueOfEntry(entry: LedgerEntry, now: Date, zone: string): DueProps {
  const { metAt, stoppedAt, pausedAt } = entry;
  switch (entry.state) {
    case "kept":
      return isBroken(entry)
        ? { zone, state: "late", word: "Kept, after an earlier date had passed", at: metAt }
        : { zone, state: "kept", at: metAt };
    case "kept-late":
      return { zone, state: "late", at: metAt };
    case "stopped":
      return isBroken(entry)
        ? { zone, state: "overdue", word: "Broken; over since", at: stoppedAt }
        : { zone, state: "paused", word: "No longer owed since", at: stoppedAt };
    case "paused":
      return { zone, state: "paused", word: "Paused since", at: pausedAt };
    default:
      return { zone, ...owedWords(entry, entry.state, now) };
  }
}

/** On whom a person said that we wait, after "We wait for". */
export const waitsForWords: Readonly<Record<string, string>> = {
  reporter: "the reporter",
  party: "another party of the case",
  vendor: "a vendor or supplier",
  coordinator: "a coordinator",
  other: "somebody else",
};
