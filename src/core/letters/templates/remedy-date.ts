/** Tells a reporter by when a remedy will be available: from then on it is a promise [ALU-10]. */
import type { LetterTemplate } from "../letter-template.ts";

export const remedyDate: LetterTemplate = {
  title: "Date of the remedy",
  sent: "When the date of a remedy is set.",
  to: "reporter",
  by: "itself",
  says: "secret",
  needs: ["by", "portal"],
  may: ["formerBy"],
  subject: { en: "When a remedy will be available", fr: "Quand un correctif sera disponible" },
  text: {
    en: [
      "we plan to make a remedy for the vulnerability that you reported available by {by}. Should this date move, we will tell you before it passes.",
      "{confidentialUntil, select, none {} over {} other {Please keep the matter confidential {confidentialUntil}.}}",
      "{portal}",
    ],
    fr: [
      "nous prévoyons de rendre disponible un correctif pour la vulnérabilité que vous avez signalée au plus tard le {by}. Si cette date devait changer, nous vous le dirons avant qu’elle ne passe.",
      "{confidentialUntil, select, none {} over {} other {Merci de garder le sujet confidentiel {confidentialUntil}.}}",
      "{portal}",
    ],
  },
};
