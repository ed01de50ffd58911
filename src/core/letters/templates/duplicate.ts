/** Tells that the same flaw was known already. Says nothing of who else reported it. */
import type { LetterTemplate } from "../letter-template.ts";

export const duplicate: LetterTemplate = {
  title: "Duplicate",
  sent: "When it was decided that a report tells of a flaw that is known to us already.",
  to: "reporter",
  by: "itself",
  says: "decision",
  needs: ["explanation", "portal"],
  may: ["otherReference"],
  subject: { en: "This flaw is known to us already", fr: "Cette faille nous est déjà connue" },
  text: {
    en: [
      "thank you for {reference}. It tells of a vulnerability that we knew of before and are working on:",
      "{explanation}",
      "We keep you informed of that work as if yours had been the first report. Please keep the matter confidential until the publication has been made.",
      "If you see it otherwise, please tell us why: we will look again.",
      "{portal}",
    ],
    fr: [
      "merci pour {reference}. Il décrit une vulnérabilité que nous connaissions déjà et sur laquelle nous travaillons :",
      "{explanation}",
      "Nous vous tenons au courant de ce travail comme si votre signalement avait été le premier. Merci de garder le sujet confidentiel jusqu’à la publication.",
      "Si vous voyez les choses autrement, dites-nous pourquoi : nous regarderons de nouveau.",
      "{portal}",
    ],
  },
};
