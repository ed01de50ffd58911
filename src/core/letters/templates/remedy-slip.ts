/** Tells before a promised date passes that it cannot be kept, why, and what the new one is. */
import type { LetterTemplate } from "../letter-template.ts";

export const remedySlip: LetterTemplate = {
  title: "Date of the remedy moves",
  sent: "When the promised date of a remedy moves to a later one.",
  to: "reporter",
  by: "itself",
  says: "secret",
  needs: ["formerBy", "by", "explanation"],
  may: [],
  subject: { en: "The date of the remedy moves", fr: "La date du correctif change" },
  text: {
    en: [
      "we told you that a remedy for {reference} would be available by {formerBy}. We cannot keep this date. The new one is {by}. Our reasons:",
      "{explanation}",
      "We are sorry. If the delay is a problem for you, please tell us.",
    ],
    fr: [
      "nous vous avions dit qu’un correctif pour {reference} serait disponible au plus tard le {formerBy}. Nous ne pouvons pas tenir cette date. La nouvelle est le {by}. Nos raisons :",
      "{explanation}",
      "Nous en sommes désolés. Si ce retard vous pose problème, dites-le-nous.",
    ],
  },
};
