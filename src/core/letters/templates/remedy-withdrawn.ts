/** Tells that a remedy whose date was told will not come, and why. */
import type { LetterTemplate } from "../letter-template.ts";

export const remedyWithdrawn: LetterTemplate = {
  title: "A remedy will not come",
  sent: "When a remedy is withdrawn whose date was told.",
  to: "reporter",
  by: "itself",
  says: "secret",
  needs: ["formerBy", "explanation", "portal"],
  may: [],
  subject: { en: "A remedy will not come", fr: "Un correctif n’aura pas lieu" },
  text: {
    en: [
      "we told you that a remedy for {reference} would be available by {formerBy}. This remedy will not come. Our reasons:",
      "{explanation}",
      "If you see it otherwise, please tell us: we read your answer before anything is published.",
      "{portal}",
    ],
    fr: [
      "nous vous avions dit qu’un correctif pour {reference} serait disponible au plus tard le {formerBy}. Ce correctif n’aura pas lieu. Nos raisons :",
      "{explanation}",
      "Si vous voyez les choses autrement, dites-le-nous : nous lisons votre réponse avant toute publication.",
      "{portal}",
    ],
  },
};
