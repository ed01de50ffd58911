/** Agreements on how held data travels, in words of the timeline. Never what was agreed. */
import type { Sentence } from "./event-sentence.ts";

export const transmissionEvents: Readonly<Record<string, Sentence>> = {
  "transmission.proposed": (body, names) => ({
    what: `proposed to ${names.party(body("partyId"))} how data that they hold back may travel`,
    icon: "mail",
  }),
  "transmission.agreed": () => ({
    what: "agreed to how the data that they hold back travels",
    icon: "check",
    tone: "success",
  }),
  "transmission.declined": () => ({
    what: "keeps the data that they hold back",
    icon: "lock",
    tone: "warning",
  }),
  "transmission.countered": () => ({
    what: "said in which other way they would send the data that they hold back",
    icon: "mail",
    tone: "info",
  }),
  "transmission.withdrawn": () => ({
    what: "took back a proposal on how held data travels",
    icon: "lock",
  }),
  "transmission.received": () => ({
    what: "recorded that held data came as agreed",
    icon: "file",
    tone: "info",
  }),
  "transmission.deleted": () => ({
    what: "recorded that held data was deleted as agreed",
    icon: "check",
    tone: "success",
  }),
};
