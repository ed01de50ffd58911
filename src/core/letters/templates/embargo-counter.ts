/** Answers a proposed date with another one and says why. */
import type { LetterTemplate } from "../letter-template.ts";

export const embargoCounter: LetterTemplate = {
  title: "Embargo: counter-proposal",
  sent: "When we answer a proposed date with another one.",
  to: "party",
  by: "colleague",
  says: "secret",
  needs: ["formerUntil", "until", "explanation"],
  may: ["terms"],
  subject: { en: "We propose another date", fr: "Nous proposons une autre date" },
  text: {
    en: [
      "on {reference} you proposed {formerUntil}. We ask for another date: {until}. Our reasons:",
      "{explanation}",
      "Do you agree? Until we have agreed, we plan with the earlier of both dates.",
    ],
    fr: [
      "pour {reference}, vous avez proposé le {formerUntil}. Nous demandons une autre date : le {until}. Nos raisons :",
      "{explanation}",
      "Êtes-vous d’accord ? Tant que rien n’est convenu, nous prévoyons la plus proche des deux dates.",
    ],
  },
};
