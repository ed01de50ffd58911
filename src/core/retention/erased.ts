/** How what was erased is spoken of where it stood: a date, and no word of what it was. */

import type { Arrival } from "../reports/arrival.ts";
import { nothingOfMail } from "../reports/nothing-of-mail.ts";

/** "Erased on 22 November 2026". The date is UTC's, so that it is the same for every reader. */
export function erasedWords(at: Date): string {
  const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
  return `Erased on ${day.format(at)}`;
}

/** What stands in a report's place, so that every page and export has a sentence where its words were. */
export function erasedReport(at: Date): Omit<Arrival, "files"> {
  return {
    fields: { description: erasedWords(at) },
    language: "en",
    answersBy: "portal",
    undertakings: null,
    ...nothingOfMail,
  };
}
