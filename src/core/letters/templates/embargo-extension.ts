/** Asks for a later end of an agreed silence and says why. The agreed date stands until they agree. */
import type { LetterTemplate } from "../letter-template.ts";

export const embargoExtension: LetterTemplate = {
  title: "Embargo: extension",
  sent: "When we ask for a later date than the one agreed.",
  to: "party",
  by: "colleague",
  says: "secret",
  needs: ["formerUntil", "until", "explanation"],
  may: [],
  subject: { en: "We ask for more time", fr: "Nous demandons plus de temps" },
  text: {
    en: [
      "on {reference} we agreed on {formerUntil}. We ask you to extend it until {until}. Our reasons:",
      "{explanation}",
      "The agreed date stands unless you say yes.",
    ],
    fr: [
      "pour {reference}, nous étions convenus du {formerUntil}. Nous vous demandons de prolonger jusqu’au {until}. Nos raisons :",
      "{explanation}",
      "La date convenue reste valable, sauf si vous dites oui.",
    ],
  },
};
