/** Tells a reporter that the law made us give away something of theirs [TH-25]. */
import type { LetterTemplate } from "../letter-template.ts";

export const legalDisclosure: LetterTemplate = {
  title: "Disclosure required by law",
  sent: "When something of a reporter had to be given away by law and they may be told.",
  to: "reporter",
  by: "colleague",
  says: "decision",
  needs: ["authority", "at", "explanation"],
  may: [],
  subject: {
    en: "We had to give away something of yours",
    fr: "Nous avons dû communiquer des éléments qui vous concernent",
  },
  text: {
    en: [
      "on {at} the law required us to give away something from {reference} that concerns you. Who required it, and by which law: {authority}.",
      "What was given:",
      "{explanation}",
      "We gave no more than we had to.",
    ],
    fr: [
      "le {at}, la loi nous a obligés à communiquer des éléments de {reference} qui vous concernent. Qui l’a exigé, et selon quelle loi : {authority}.",
      "Ce qui a été communiqué :",
      "{explanation}",
      "Nous n’avons rien donné de plus que nécessaire.",
    ],
  },
};
