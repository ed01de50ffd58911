/** Acknowledges an appeal [X-14 of the policy's points]. Repeats its number, never its words. */
import type { LetterTemplate } from "../letter-template.ts";

export const appealAcknowledgement: LetterTemplate = {
  title: "Appeal: acknowledgement",
  sent: "When an appeal against a decision has arrived.",
  to: "party",
  by: "colleague",
  says: "nothing",
  needs: ["receivedAt"],
  may: ["decideBy"],
  subject: { en: "We have received your appeal", fr: "Nous avons reçu votre recours" },
  text: {
    en: [
      "we received your appeal on {receivedAt} under the number {reference}. Somebody who did not take the first decision looks at it. You hear from us by {decideBy}.",
    ],
    fr: [
      "nous avons reçu votre recours le {receivedAt} sous le numéro {reference}. Une personne qui n’a pas pris la première décision l’examine. Vous aurez de nos nouvelles au plus tard le {decideBy}.",
    ],
  },
};
