/**
 * How long a promise may take. Hours count to the second; days and working days leave out the
 * day of the event and end with the last hour of the last day (Regulation 1182/71 art. 3).
 */
export type CountedLength =
  | { hours: number }
  | { days: number }
  | { workingDays: number }
  | { months: number };

/** "agreed": the date comes with the agreement. "none": owed, but nobody set a number. */
export type Length = CountedLength | "agreed" | "none";

/** The unit in which a length counts. */
export type LengthUnit = "hours" | "days" | "workingDays" | "months";

/** A counted length as its number and unit. */
export function countOf(length: CountedLength): { count: number; unit: LengthUnit } {
  if ("hours" in length) return { count: length.hours, unit: "hours" };
  if ("days" in length) return { count: length.days, unit: "days" };
  if ("months" in length) return { count: length.months, unit: "months" };
  return { count: length.workingDays, unit: "workingDays" };
}

const words: Record<LengthUnit, [one: string, many: string]> = {
  hours: ["hour", "hours"],
  days: ["day", "days"],
  workingDays: ["working day", "working days"],
  months: ["month", "months"],
};

/** A length in plain English, such as "3 working days". */
export function lengthInWords(length: Length): string {
  if (length === "agreed") return "the agreed date";
  if (length === "none") return "no number set";
  const { count, unit } = countOf(length);
  return `${count} ${words[unit][count === 1 ? 0 : 1]}`;
}
