/** Tells the decision on an appeal, with its reasons and what stands above it. */
import type { LetterTemplate } from "../letter-template.ts";

export const finalDecision: LetterTemplate = {
  title: "Appeal: decision",
  sent: "When an appeal is decided.",
  to: "party",
  by: "colleague",
  says: "decision",
  needs: ["answer", "explanation"],
  may: ["grounds"],
  subject: { en: "Decision on your appeal", fr: "Décision sur votre recours" },
  text: {
    en: [
      "the appeal {reference} is decided:",
      "{answer}",
      "Our reasons:",
      "{explanation}",
      "How far this is final, and who stands above us, is described at {policyUrl}",
    ],
    fr: [
      "le recours {reference} est décidé :",
      "{answer}",
      "Nos raisons :",
      "{explanation}",
      "Dans quelle mesure cette décision est définitive, et qui est au-dessus de nous, est décrit ici : {policyUrl}",
    ],
  },
};
