/** Confirms the date on which both sides agreed, so that both hold the same words. */
import type { LetterTemplate } from "../letter-template.ts";

export const embargoAccept: LetterTemplate = {
  title: "Embargo: accepted",
  sent: "When a proposed date is accepted.",
  to: "party",
  by: "colleague",
  says: "secret",
  needs: ["until"],
  may: ["terms"],
  subject: { en: "Agreed", fr: "C’est convenu" },
  text: {
    en: [
      "on {reference} we agree: both sides keep silent until {until}.",
      "{terms}",
      "If something becomes public before that, or is used in attacks, please tell us at once; we do the same.",
    ],
    fr: [
      "pour {reference}, c’est convenu : les deux parties gardent le silence jusqu’au {until}.",
      "{terms}",
      "Si quelque chose devient public avant, ou sert dans des attaques, prévenez-nous tout de suite ; nous ferons de même.",
    ],
  },
};
