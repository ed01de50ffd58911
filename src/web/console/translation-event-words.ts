/** The sentences of the timeline about translations. Never a word of them. */
import type { Sentence } from "./event-sentence.ts";

export const translationEvents: Readonly<Record<string, Sentence>> = {
  "report.translated": (body) => ({
    what: `${noted(body("corrects"))} of a report${madeBy(body("means"))}`,
    icon: "note",
  }),
  "message.translated": (body, names) => ({
    what: `${noted(body("corrects"))} of a message of ${names.party(body("partyId"))}${madeBy(body("means"))}`,
    icon: "note",
  }),
};

const noted = (corrects: string) => `${corrects ? "corrected" : "noted"} the translation`;

const madeBy = (means: string) => (means === "machine" ? ", made by a machine" : "");
