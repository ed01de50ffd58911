/** Reports a flaw to the maker of a part that we use. Names no reporter. */
import type { LetterTemplate } from "../letter-template.ts";

export const supplierReport: LetterTemplate = {
  title: "Report to a supplier",
  sent: "When a flaw lies in a part that somebody else makes.",
  to: "supplier",
  by: "colleague",
  says: "secret",
  needs: ["product", "explanation"],
  may: ["until", "answerBy"],
  subject: { en: "A vulnerability in your product", fr: "Une vulnérabilité dans votre produit" },
  text: {
    en: [
      "we believe that there is a vulnerability in {product}, which you make{house, select, coordinator {} other { and we use}}. Our number is {reference}.",
      "{explanation}",
      "Please tell us by {answerBy} that you received this, and what you plan. We propose that both sides keep silent until {until}.",
    ],
    fr: [
      "nous pensons qu’il y a une vulnérabilité dans {product}, que vous faites{house, select, coordinator {} other { et que nous utilisons}}. Notre numéro est {reference}.",
      "{explanation}",
      "Dites-nous avant le {answerBy} que vous avez reçu ce message, et ce que vous prévoyez. Nous proposons que les deux parties gardent le silence jusqu’au {until}.",
    ],
  },
};
