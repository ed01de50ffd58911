/** The regular word on where an investigation stands [ALE-31]; due also when nothing has changed. */
import type { LetterTemplate } from "../letter-template.ts";

export const status: LetterTemplate = {
  title: "Regular status",
  sent: "As often as the policy says while we work on a report, also when nothing has changed.",
  to: "reporter",
  by: "colleague",
  says: "talk",
  needs: ["step", "explanation"],
  may: ["by"],
  subject: { en: "Where your report stands", fr: "Où en est votre signalement" },
  text: {
    en: [
      "your report {reference} is at this step: {step}.",
      "{explanation}",
      "We are still working on it and have not forgotten you.",
    ],
    fr: [
      "votre signalement {reference} en est à cette étape : {step}.",
      "{explanation}",
      "Nous y travaillons toujours et ne vous avons pas oublié.",
    ],
  },
};
