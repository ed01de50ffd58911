/** Asks that details rest for a while after a remedy is out. */
import type { LetterTemplate } from "../letter-template.ts";

export const gracePeriod: LetterTemplate = {
  title: "Embargo: grace period",
  sent: "When details are to rest for a while after the remedy is out.",
  to: "party",
  by: "colleague",
  says: "secret",
  needs: ["graceUntil"],
  may: ["terms", "advisoryId"],
  subject: { en: "A pause before details", fr: "Un délai avant les détails" },
  text: {
    en: [
      "the remedy for {reference} is out, or will be soon. So that people have time to install it, we ask you to hold back details that help attackers until {graceUntil}.",
      "{terms}",
      "That there is a vulnerability, and a remedy, may be said at once.",
    ],
    fr: [
      "le correctif pour {reference} est disponible, ou le sera bientôt. Pour que chacun ait le temps de l’installer, nous vous demandons de retenir jusqu’au {graceUntil} les détails qui aideraient des attaquants.",
      "{terms}",
      "Qu’il y a une vulnérabilité et un correctif peut être dit tout de suite.",
    ],
  },
};
