/**
 * Tracking ids from a pattern such as `EXAMPLE-{type}-{year}-{number:4}`. Advisories and notices
 * count in series of their own; a number once taken is never given again by looking at `taken`.
 */
import { Refusal } from "../refusal.ts";
import type { PublicationType } from "./advisory.ts";

/** What a series is counted by; the year is the UTC year of the first release. */
export interface Series {
  readonly pattern: string;
  readonly type: PublicationType;
  readonly year: string;
}

const placeholder = /\{(type|year|number)(?::(\d))?\}/g;

/**
 * The next id: one more than the highest number among the ids that belong to this series.
 * Refuses (`advisory.series-pattern`) a pattern without `{type}` or `{number}`, or one whose ids
 * would be no tracking ids.
 */
export function nextInSeries(series: Series, taken: Iterable<string>): string {
  const belongs = idPattern(series);
  let highest = 0;
  for (const id of taken) {
    const number = belongs.exec(id)?.[1];
    if (number !== undefined) highest = Math.max(highest, Number(number));
  }
  return idOf(series, highest + 1);
}

function idOf({ pattern, type, year }: Series, number: number): string {
  return pattern.replace(placeholder, (_, name: string, width?: string) => {
    if (name === "type") return type;
    return name === "year" ? year : String(number).padStart(Number(width ?? 1), "0");
  });
}

function idPattern({ pattern, type, year }: Series): RegExp {
  assertPattern(pattern);
  const source = pattern
    .split(/(\{(?:type|year|number)(?::\d)?\})/)
    .map((part) => {
      if (part === "{type}") return type;
      if (part === "{year}") return year;
      return part.startsWith("{number") ? "(\\d+)" : part.replace(/[.+]/g, "\\$&");
    })
    .join("");
  return new RegExp(`^${source}$`);
}

function assertPattern(pattern: string): void {
  const numbers = pattern.match(/\{number(:\d)?\}/g)?.length ?? 0;
  const rest = pattern.replace(placeholder, "0");
  // Without {type} a notice could take the number of an advisory; the rest must be safe in a URL.
  if (numbers !== 1 || !pattern.includes("{type}") || !/^[A-Za-z0-9][\w.+-]*$/.test(rest)) {
    throw new Refusal("advisory.series-pattern", { pattern });
  }
}
