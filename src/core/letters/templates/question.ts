/** Carries a question of the team [ALU-07]: our clocks stand still until the answer comes. */
import type { LetterTemplate } from "../letter-template.ts";

export const question: LetterTemplate = {
  title: "Question",
  sent: "When a colleague writes to a party and needs an answer.",
  to: "party",
  by: "itself",
  says: "talk",
  needs: ["text", "portal"],
  may: [],
  subject: { en: "A question to you", fr: "Une question pour vous" },
  text: {
    en: ["{text}", "We wait for your answer before we go on.", "{portal}"],
    fr: ["{text}", "Nous attendons votre réponse avant de continuer.", "{portal}"],
  },
};
