/** Tells a reporter that the report went on to the maker of a part [VEN-16]. Their name does not go with it. */
import type { LetterTemplate } from "../letter-template.ts";

export const forwarded: LetterTemplate = {
  title: "Forwarded to a third party",
  sent: "When a report was passed on to a third party, such as the maker of a component.",
  to: "reporter",
  by: "itself",
  says: "decision",
  needs: ["recipient", "explanation"],
  may: [],
  subject: {
    en: "We passed on what you reported",
    fr: "Nous avons transmis ce que vous avez signalé",
  },
  text: {
    en: [
      "what you report in {reference} concerns somebody else as well. We passed it on to them, without your name:",
      "{recipient}",
      "{explanation}",
      "We stay your contact, unless you prefer to write to them yourself.",
    ],
    fr: [
      "ce que vous signalez dans {reference} concerne aussi quelqu’un d’autre. Nous l’avons transmis, sans votre nom :",
      "{recipient}",
      "{explanation}",
      "Nous restons votre interlocuteur, sauf si vous préférez leur écrire directement.",
    ],
  },
};
