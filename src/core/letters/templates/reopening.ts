/** Tells a reporter who was told that the case is closed that it is open again. Says no reason: that is ours. */
import type { LetterTemplate } from "../letter-template.ts";

export const reopening: LetterTemplate = {
  title: "Open again",
  sent: "When a colleague opens a closed case again.",
  to: "reporter",
  by: "itself",
  says: "decision",
  needs: ["portal"],
  may: [],
  subject: { en: "Your report is open again", fr: "Votre signalement est rouvert" },
  text: {
    en: [
      "we had told you that your report {reference} is closed. We have opened it again and are working on it; you need not do anything. We will tell you what comes of it.",
      "{portal}",
    ],
    fr: [
      "nous vous avions dit que votre signalement {reference} était clos. Nous l’avons rouvert et nous y travaillons ; vous n’avez rien à faire. Nous vous dirons ce qu’il en résulte.",
      "{portal}",
    ],
  },
};
