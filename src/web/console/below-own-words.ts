/**
 * Where a ready text stands in a form that somebody began to fill in: below their own words. Another
 * ready text that nobody has changed makes way for it.
 */
import { type FormValues, lastValueOf } from "../../lib/form-description.ts";

export interface BegunText {
  readonly text: string;
  /** It stands below words of one's own. */
  readonly belowWords: boolean;
}

/** What was typed into a long field; a browser sends its lines with both marks of an end. */
export function wordsIn(values: FormValues, field: string): string {
  return (lastValueOf(values, field) ?? "").replaceAll("\r\n", "\n").trim();
}

/** `isReady`: the words are a ready text as it came. */
export function belowOwnWords(words: string, ready: string, isReady: boolean): BegunText {
  const belowWords = words !== "" && !isReady;
  return { text: belowWords ? `${words}\n\n${ready}` : ready, belowWords };
}
