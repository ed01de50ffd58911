/**
 * How long a promise may take. Hours count to the second, which is stricter than Regulation
 * 1182/71 art. 3(1), by which the hour of the event would not count. Days, working days and months
 * leave out the day of the event and end with the last hour of the last day (art. 3(2)).
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

/** Whether two lengths are the same number of the same unit. */
export function sameLength(one: Length, other: Length): boolean {
  if (typeof one === "string" || typeof other === "string") return one === other;
  const [first, second] = [countOf(one), countOf(other)];
  return first.count === second.count && first.unit === second.unit;
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
