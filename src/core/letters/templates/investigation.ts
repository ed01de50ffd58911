/** Confirms that there is something to look into and tells what happens next. */
import type { LetterTemplate } from "../letter-template.ts";

export const investigation: LetterTemplate = {
  title: "Confirmation and investigation",
  sent: "When a first look confirms the report and the investigation goes on.",
  to: "reporter",
  by: "itself",
  says: "decision",
  needs: ["explanation", "portal"],
  may: ["product", "severity", "promises"],
  subject: { en: "We confirm and investigate", fr: "Nous confirmons et enquêtons" },
  text: {
    en: [
      "our first look at {reference} confirms what you describe. We are now finding out which versions it touches and how it can be mended.",
      "{explanation}",
      "Please keep the matter confidential until a remedy is available and the publication has been made.",
      "{promises}",
      "{portal}",
    ],
    fr: [
      "notre premier examen de {reference} confirme ce que vous décrivez. Nous cherchons maintenant quelles versions sont touchées et comment corriger.",
      "{explanation}",
      "Merci de garder le sujet confidentiel jusqu’à ce qu’un correctif soit disponible et que la publication ait eu lieu.",
      "{promises}",
      "{portal}",
    ],
  },
};
