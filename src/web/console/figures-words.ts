/** Figures in words: months, lengths of time, shares. */
import { ageBands, approachWords, wayWords } from "../../core/figures/measures.ts";
import { practiceWords } from "../../core/root-causes/root-cause.ts";

/** "March 2026". */
export function monthWords(month: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
  return format.format(new Date(`${month}-15T00:00:00Z`));
}

/** Hours up to two days, then days. */
export function lengthWords(hours: number): string {
  if (hours < 48) return `${hours} h`;
  return `${Math.round(hours / 24)} d`;
}

export function shareWords(part: number, whole: number): string {
  return whole === 0 ? "–" : `${Math.round((part / whole) * 100)} %`;
}

export function ageWords(id: string): string {
  return ageBands.find((band) => band.id === id)?.words ?? id;
}

export function approachWord(approach: string): string {
  return approachWords[approach as keyof typeof approachWords] ?? approach;
}

/** Up to the colon: what follows explains it to whoever chooses one. */
export function practiceWord(practice: string): string {
  const [words] = practiceWords[practice as keyof typeof practiceWords]?.split(":") ?? [];
  return words ?? practice;
}

/** A name that cannot be read counts all the same. */
export function componentWord(name: string): string {
  return name === "" ? "No longer to be read" : name;
}

export function wayWord(way: string): string {
  return wayWords[way as keyof typeof wayWords] ?? way;
}
