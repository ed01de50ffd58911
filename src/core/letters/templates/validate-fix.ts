/** Asks a reporter to try a remedy before it is published. Nobody is obliged to. */
import type { LetterTemplate } from "../letter-template.ts";

export const validateFix: LetterTemplate = {
  title: "Validate the fix",
  sent: "When a colleague invites somebody to try a remedy before it is published.",
  to: "party",
  by: "itself",
  says: "secret",
  needs: ["remedy", "answerBy", "portal"],
  may: [],
  subject: { en: "Would you try the remedy?", fr: "Voulez-vous essayer le correctif ?" },
  text: {
    en: [
      "a remedy for {reference} is ready to be tried:",
      "{remedy}",
      "If you have the time, please try whether it mends what you found, and tell us by {answerBy}: on the page of your report, or by answering this letter. You owe us nothing; without an answer we go on. Please do not pass it on.",
      "{portal}",
    ],
    fr: [
      "un correctif pour {reference} est prêt à être essayé :",
      "{remedy}",
      "Si vous en avez le temps, essayez s’il corrige ce que vous avez trouvé, et dites-le-nous avant le {answerBy} : sur la page de votre signalement, ou en répondant à cette lettre. Vous ne nous devez rien ; sans réponse, nous continuons. Merci de ne pas le transmettre.",
      "{portal}",
    ],
  },
};
