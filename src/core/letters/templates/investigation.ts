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
      "{confidentialUntil, select, none {} over {} other {Please keep the matter confidential {confidentialUntil}.}}",
      "{promises}",
      "{portal}",
    ],
    fr: [
      "notre premier examen de {reference} confirme ce que vous décrivez. Nous cherchons maintenant quelles versions sont touchées et comment corriger.",
      "{explanation}",
      "{confidentialUntil, select, none {} over {} other {Merci de garder le sujet confidentiel {confidentialUntil}.}}",
      "{promises}",
      "{portal}",
    ],
  },
};
