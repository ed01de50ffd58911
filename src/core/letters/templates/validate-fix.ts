/** Asks a reporter to try a remedy before it is published. Nobody is obliged to. */
import type { LetterTemplate } from "../letter-template.ts";

export const validateFix: LetterTemplate = {
  title: "Validate the fix",
  sent: "When a remedy can be tried by the reporter before it is published.",
  to: "reporter",
  by: "colleague",
  says: "secret",
  needs: ["remedy"],
  may: ["answerBy"],
  subject: { en: "Would you try the remedy?", fr: "Voulez-vous essayer le correctif ?" },
  text: {
    en: [
      "a remedy for {reference} is ready to be tried:",
      "{remedy}",
      "If you have the time, please try whether it mends what you found, and tell us what you see by {answerBy}. You owe us nothing; without an answer we go on. Please do not pass it on.",
    ],
    fr: [
      "un correctif pour {reference} est prêt à être essayé :",
      "{remedy}",
      "Si vous en avez le temps, essayez s’il corrige ce que vous avez trouvé, et dites-nous ce que vous voyez avant le {answerBy}. Vous ne nous devez rien ; sans réponse, nous continuons. Merci de ne pas le transmettre.",
    ],
  },
};
