/** A clock and the events that turn it, as rules see them; rows of it are the store's. */
import type { PromiseId } from "./promises.ts";

/**
 * One promise that runs towards one party about one subject. Running clocks are unique on
 * (owedTo, subjectId, promise); a finished clock keeps its row as the proof of what happened.
 */
export type Clock = {
  promise: PromiseId;
  /** Principal id of the party to whom it is owed (or who owes it, for a clock of theirs). */
  owedTo: string;
  /** Id of what it is about: a report, a case, a question, a remedy, an appeal. */
  subjectId: string;
  /** Version of the policy by which it runs. */
  policyVersion: number;
  startedAt: Date;
  /** Null where the policy sets no number: owed all the same, but never overdue. */
  dueAt: Date | null;
  /** The dates that it had before, oldest first. */
  formerDues: readonly FormerDue[];
  /** Set while the clock stands still. */
  pausedAt?: Date;
  /** Whether a person paused it: then only a person lets it run again. */
  held?: boolean;
  /** Time that did not count so far, on the clock's own line (see pause.ts), in milliseconds. */
  pausedMs: number;
  /** The spans in which it stood still; none are known of clocks from before they were kept. */
  pauses?: readonly Pause[];
  metAt?: Date;
  /** Id of the event that met it. */
  metBy?: string;
  /** Set when the promise ended without being met: the case closed, the question fell away. */
  stoppedAt?: Date;
  /** Id of the event that ended it. */
  stoppedBy?: string;
  /** When its last warning was given; a warning comes before the due time. */
  warnedAt?: Date;
  /** When it was recorded that the time had passed; a date that moves later clears it. */
  alarmedAt?: Date;
};

/** A span in which a clock stood still. */
export type Pause = { from: Date; to: Date };

/** A date that a clock had, and what moved it. */
export type FormerDue = {
  /** Null where the promise had no number then. */
  dueAt: Date | null;
  movedAt: Date;
  because: "agreed" | "severity" | "policy" | "resumed" | "attempt";
  /** Id of the event that moved it. */
  eventId: string;
};

/** Something that happened, as far as clocks care. */
export type ClockEvent = {
  /** Such as "report.received"; the promise files say which ones they listen to. */
  type: string;
  /** Id of the stored event: the evidence. */
  id: string;
  at: Date;
  /** Whether a person did it or the program; some promises only a person can meet. */
  by: "person" | "automatic";
  /** The party concerned; left out, it concerns every running clock of the case (a closing). */
  owedTo?: string;
  /**
   * The subject concerned; left out, every subject of that party. A question pauses and resumes
   * by party alone: we wait for a person, whatever their other matters are.
   */
  subjectId?: string;
  /** The case: what promises to nobody on it are about. */
  caseId?: string;
  /** Id of an event that it takes back: what that one ended runs again. */
  takesBack?: string;
  /**
   * Of an event that takes a moment back only to tell it anew: the types that begin what ends with it.
   * Nothing else ends, since nothing proved to be untrue.
   */
  toldAnew?: readonly string[];
  /**
   * Of an event that tells such a moment anew: the id of the one that took it back. What that one ended
   * begins again; what was kept, or ended for another reason, does not.
   */
  tellsAnew?: string;
  /**
   * Of an event with which exceptions from the policy hold no more: their ids, the newest last. What they had
   * put off is owed again.
   */
  exceptions?: readonly string[];
  /** The date that the parties agreed, for clocks whose length is "agreed". */
  agreed?: Date;
  /** Severity band at this moment, where the policy has other lengths per band. */
  severity?: string;
  /** Set by an event that changed the band: the one before, null where there was none. */
  severityBefore?: string | null;
};

/** A clock as it stands after the event, and what the event did to it. */
export type ClockChange = {
  effect: "start" | "meet" | "pause" | "resume" | "stop" | "replan" | "reinstate";
  clock: Clock;
};

/** Whether both are of one promise towards one party about one subject: of these one runs at most. */
export function areOfOneMatter(one: Clock, other: Clock): boolean {
  return (
    one.promise === other.promise &&
    one.owedTo === other.owedTo &&
    one.subjectId === other.subjectId
  );
}

/** Whether the clock still waits for something. */
export function isRunning(clock: Pick<Clock, "metAt" | "stoppedAt">): boolean {
  return clock.metAt === undefined && clock.stoppedAt === undefined;
}
