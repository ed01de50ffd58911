/** Tells that the same flaw was known already. Says nothing of who else reported it. */
import type { LetterTemplate } from "../letter-template.ts";

export const duplicate: LetterTemplate = {
  title: "Duplicate",
  sent: "When it was decided that a report tells of a flaw that is known to us already.",
  to: "reporter",
  by: "itself",
  says: "decision",
  needs: ["explanation", "portal"],
  may: ["otherReference", "dated", "knownSince", "proof"],
  subject: { en: "This flaw is known to us already", fr: "Cette faille nous est déjà connue" },
  text: {
    en: [
      "thank you for {reference}. It tells of a vulnerability that we knew of before and are working on:",
      "{explanation}",
      "{dated, select, yes {It was first reported to us on {knownSince}. So that we can prove this date to you later, this is a SHA-256 hash over that report and its date:\n{proof}} other {}}",
      "We keep you informed of that work as if yours had been the first report.{confidentialUntil, select, none {} over {} other { Please keep the matter confidential {confidentialUntil}.}}",
      "If you see it otherwise, please tell us why: we will look again.",
      "{portal}",
    ],
    fr: [
      "merci pour {reference}. Il décrit une vulnérabilité que nous connaissions déjà et sur laquelle nous travaillons :",
      "{explanation}",
      "{dated, select, yes {Elle nous a été signalée pour la première fois le {knownSince}. Pour que nous puissions vous prouver cette date plus tard, voici un condensé SHA-256 de ce signalement et de sa date :\n{proof}} other {}}",
      "Nous vous tenons au courant de ce travail comme si votre signalement avait été le premier.{confidentialUntil, select, none {} over {} other { Merci de garder le sujet confidentiel {confidentialUntil}.}}",
      "Si vous voyez les choses autrement, dites-nous pourquoi : nous regarderons de nouveau.",
      "{portal}",
    ],
  },
};
