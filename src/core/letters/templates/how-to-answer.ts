/** How to follow a report and how to answer; the link opens the party's own page. */
import type { LetterPart } from "../letter-template.ts";

export const howToAnswer: LetterPart = {
  title: "How to answer",
  needs: ["link", "reference"],
  may: [],
  text: {
    en: [
      "You can follow your report and write to us here:\n{link}\nOr answer this mail. Our reference is {reference}; keeping it in the subject helps us.",
    ],
    fr: [
      "Vous pouvez suivre votre signalement et nous écrire ici :\n{link}\nOu répondez à ce message. Notre référence est {reference} ; la garder dans l’objet nous aide.",
    ],
  },
};
