/**
 * The intake tray: what a message that opened a case may become, and when that may be changed. What is
 * not for us owes no answer; whoever was told a decision is no longer to be sorted away.
 */
import { Refusal } from "../refusal.ts";

/** `new`: nobody has looked at it. Null for what did not come by mail. */
export type Tray = "new" | "kept" | "not-for-us" | null;

/** What a message is kept as. */
export const keptAs = ["report", "question", "live-incident", "dispute", "data-leak"] as const;
export type KeptAs = (typeof keptAs)[number];

/** Why a message is not for us; the words of its closing too. */
export const notForUsReasons = ["spam", "advertising", "misdirected"] as const;
export type NotForUsReason = (typeof notForUsReasons)[number];

/** The kind of case that each becomes. */
const kindKeptAs = {
  report: "vulnerability-report",
  question: "question",
  "live-incident": "live-incident",
  dispute: "dispute",
  "data-leak": "data-leak",
} as const satisfies Record<KeptAs, string>;

/** The kind after sorting: a report may already be of a further kind, such as a notice of a coordinator. */
export function kindAfter(as: KeptAs, kind: string): string {
  const isSorted = Object.values<string>(kindKeptAs).includes(kind);
  return as === "report" && !isSorted ? kind : kindKeptAs[as];
}

export interface TrayState {
  readonly reference: string;
  readonly tray: Tray;
  /** Whether the case is closed. */
  readonly closed: boolean;
  /** Whether a decision on it was taken: it is worked on, not sorted. */
  readonly decided: boolean;
}

/** Refuses where the message cannot be kept as something, or as something else. */
export function mustBeToKeep(state: TrayState): void {
  mustBeMail(state);
  if (state.tray === "not-for-us") throw new Refusal("tray.recall-first", named(state));
  mustBeUndecided(state);
}

/** Refuses where the message cannot be put aside. */
export function mustBeToPutAside(state: TrayState): void {
  mustBeMail(state);
  if (state.tray === "not-for-us") throw new Refusal("tray.put-aside", named(state));
  mustBeUndecided(state);
}

/** Refuses where there is nothing to take back. */
export function mustBeToRecall(state: TrayState): void {
  mustBeMail(state);
  if (state.tray === "new") throw new Refusal("tray.not-sorted", named(state));
  // What was put aside is closed by that and was decided by nobody else.
  if (state.tray === "kept") mustBeUndecided(state);
}

function mustBeMail(state: TrayState): void {
  if (state.tray === null) throw new Refusal("tray.not-by-mail", named(state));
}

function mustBeUndecided(state: TrayState): void {
  if (state.closed) throw new Refusal("case.closed", named(state));
  if (state.decided) throw new Refusal("tray.decided", named(state));
}

function named({ reference }: TrayState) {
  return { reference };
}
