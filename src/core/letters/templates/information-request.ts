/** Asks a reporter or a coordinator for what is missing [ALU-07], question by question. */
import type { LetterTemplate } from "../letter-template.ts";

export const informationRequest: LetterTemplate = {
  title: "Request for information",
  sent: "When the analysis cannot go on without an answer.",
  to: "party",
  by: "colleague",
  says: "talk",
  needs: ["questions"],
  may: ["answerBy", "product"],
  subject: { en: "We need to know more", fr: "Nous avons besoin d’en savoir plus" },
  text: {
    en: [
      "to go on with {reference} we need your help. This is what we ask:",
      "{questions}",
      "An answer by {answerBy} helps us most. If you cannot answer, please tell us so: we go on with what we know.",
    ],
    fr: [
      "pour avancer sur {reference}, nous avons besoin de votre aide. Voici ce que nous demandons :",
      "{questions}",
      "Une réponse avant le {answerBy} nous aide le plus. Si vous ne pouvez pas répondre, dites-le-nous : nous continuerons avec ce que nous savons.",
    ],
  },
};
