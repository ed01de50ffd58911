/** Gives the draft of an advisory to a party of the case before it is published. */
import type { LetterTemplate } from "../letter-template.ts";

export const advisoryPreview: LetterTemplate = {
  title: "Preview of the advisory",
  sent: "When a draft advisory is ready for those who take part.",
  to: "party",
  by: "colleague",
  says: "secret",
  needs: ["draft", "publishAt"],
  may: ["answerBy"],
  subject: { en: "Draft of the advisory", fr: "Projet d’avis de sécurité" },
  text: {
    en: [
      "here is the draft of what we plan to publish on {reference} on {publishAt}:",
      "{draft}",
      "Please tell us by {answerBy} what is wrong or missing. It is not public: please pass it to nobody.",
    ],
    fr: [
      "voici le projet de ce que nous prévoyons de publier sur {reference} le {publishAt} :",
      "{draft}",
      "Dites-nous avant le {answerBy} ce qui est faux ou ce qui manque. Ce n’est pas public : merci de ne le transmettre à personne.",
    ],
  },
};
