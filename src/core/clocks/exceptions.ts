/** Which exceptions from the policy put something off that is still to be done, as the record of a case says. */

/** Kinds of events that are looked at here. */
export const exceptionTypes = [
  "exception.recorded",
  "exception.ended",
  "exception.expired",
  "exception.withdrawn",
  "disclosure.not-owed",
  "advisory.published",
] as const;

/** An event of the record. */
export type ExceptionEntry = {
  readonly eventId: string;
  readonly type: string;
  /** Whether it takes a moment back only to tell it anew (see ClockEvent). */
  readonly toldAnew: boolean;
};

/**
 * The exceptions that hold, the newest last; `record` is the oldest first. None where what they put off was done
 * or fell away meanwhile: when they end, nothing of it is owed.
 */
export function exceptionsThatPutOff(record: readonly ExceptionEntry[]): string[] {
  const isEnd = ({ type, toldAnew }: ExceptionEntry) => type !== "exception.recorded" && !toldAnew;
  return record
    .slice(record.findLastIndex(isEnd) + 1)
    .filter(({ type }) => type === "exception.recorded")
    .map(({ eventId }) => eventId);
}
