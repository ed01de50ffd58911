/** Proposes a period of silence to a party of a case [ALE-43]; it binds nobody before they agree. */
import type { LetterTemplate } from "../letter-template.ts";

export const embargoProposal: LetterTemplate = {
  title: "Embargo: proposal",
  sent: "When we propose until when both sides stay silent.",
  to: "party",
  by: "colleague",
  says: "secret",
  needs: ["until"],
  may: ["terms", "product"],
  subject: {
    en: "We propose a date until which both sides stay silent",
    fr: "Nous proposons une date de fin de confidentialité",
  },
  text: {
    en: [
      "on {reference} we propose that both sides keep silent until {until}, so that a remedy can be made and reach those who need it.",
      "{terms}",
      "Do you agree? If another date suits you better, please name it and tell us why. Nothing is agreed before you answer.",
    ],
    fr: [
      "pour {reference}, nous proposons que les deux parties gardent le silence jusqu’au {until}, pour qu’un correctif soit fait et parvienne à ceux qui en ont besoin.",
      "{terms}",
      "Êtes-vous d’accord ? Si une autre date vous convient mieux, indiquez-la et dites-nous pourquoi. Rien n’est convenu avant votre réponse.",
    ],
  },
};
