/** Asks the parties of an appeal for what supports their view. */
import type { LetterTemplate } from "../letter-template.ts";

export const evidenceRequest: LetterTemplate = {
  title: "Appeal: request for evidence",
  sent: "When the parties of an appeal are asked for what supports their view.",
  to: "party",
  by: "colleague",
  says: "decision",
  needs: ["grounds", "answerBy"],
  may: [],
  subject: { en: "What supports your view?", fr: "Qu’est-ce qui appuie votre position ?" },
  text: {
    en: [
      "on the appeal {reference} we ask everybody who takes part for what supports their view:",
      "{grounds}",
      "Please send us documents, tests or references by {answerBy}. What arrives later may not be weighed.",
    ],
    fr: [
      "pour le recours {reference}, nous demandons à chaque participant ce qui appuie sa position :",
      "{grounds}",
      "Envoyez-nous documents, essais ou références avant le {answerBy}. Ce qui arrive plus tard pourra ne pas être pris en compte.",
    ],
  },
};
