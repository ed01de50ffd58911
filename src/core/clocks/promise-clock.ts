/**
 * What a kind of promise listens to: one file per kind under promises/, gathered in promises.ts.
 * It never says how long the promise may take; that is the policy's to say.
 */
export type PromiseClock = {
  /** The same name in every policy, in the file name, on the command line and in the API. */
  id: string;
  /** What is owed, in a sentence's tail: "acknowledge a report". */
  deed: string;
  /** What its subject is: an event that names a party but no subject concerns all of these. */
  about: "report" | "case" | "question" | "remedy" | "appeal" | "house";
  /** To whom it is owed, where a page cannot name them. */
  to:
    | "reporter"
    | "party"
    | "coordinator"
    | "appellant"
    | "regulator"
    | "cve-program"
    | "public"
    | "ourselves";
  /** Whether it is ours to keep, or we wait for them. */
  owedBy: "us" | "them";
  /** Anchor names a policy may choose from, each with the events that start the clock. */
  anchors: Readonly<Record<string, readonly string[]>>;
  /** The anchor where a policy names none. */
  anchor: string;
  metBy: readonly string[];
  pausedBy: readonly string[];
  resumedBy: readonly string[];
  stoppedBy: readonly string[];
  /** Events with which an exception holds no more: what it had put off is owed again (owed-again.ts). */
  owedAgainBy?: readonly string[];
  /** Whether meeting it starts it anew, as a cadence does. */
  recurring: boolean;
  /** Whether doing it before it is owed settles it, so that it cannot fall due afterwards. */
  mayComeEarly: boolean;
  /** Rows of the requirements that it serves. */
  requirements: readonly string[];
};
