/** Figures in words: months, lengths of time, shares. */
import { ageBands, wayWords } from "../../core/figures/measures.ts";

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

export function wayWord(way: string): string {
  return wayWords[way as keyof typeof wayWords] ?? way;
}
