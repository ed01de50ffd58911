/** Tells that the same flaw was known already. Says nothing of who else reported it. */
import type { LetterTemplate } from "../letter-template.ts";

export const duplicate: LetterTemplate = {
  title: "Duplicate",
  sent: "When a report turns out to tell of a flaw that is known to us already.",
  to: "reporter",
  by: "colleague",
  says: "decision",
  needs: ["explanation"],
  may: ["otherReference"],
  subject: { en: "This flaw is known to us already", fr: "Cette faille nous est déjà connue" },
  text: {
    en: [
      "thank you for {reference}. It tells of a vulnerability that we knew of before and are working on:",
      "{explanation}",
      "We keep you informed of that work as if yours had been the first report. Please keep the matter confidential until the publication has been made.",
    ],
    fr: [
      "merci pour {reference}. Il décrit une vulnérabilité que nous connaissions déjà et sur laquelle nous travaillons :",
      "{explanation}",
      "Nous vous tenons au courant de ce travail comme si votre signalement avait été le premier. Merci de garder le sujet confidentiel jusqu’à la publication.",
    ],
  },
};
