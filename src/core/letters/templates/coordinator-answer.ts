/** Answers the four questions that a coordinator asks a vendor [CC-18]. */
import type { LetterTemplate } from "../letter-template.ts";

export const coordinatorAnswer: LetterTemplate = {
  title: "Answer to a coordinator",
  sent: "When a coordinator asks what we know of a notice of theirs.",
  to: "coordinator",
  by: "colleague",
  says: "secret",
  needs: ["theirReference", "answer", "release", "by", "questions"],
  may: ["until"],
  subject: { en: "Our answer to {theirReference}", fr: "Notre réponse à {theirReference}" },
  text: {
    en: [
      "on {theirReference} (our number: {reference}) we answer your questions:",
      "1. Is it a real vulnerability{house, select, coordinator {?} other { in our products?}} {answer}",
      "2. Is it addressed in a recent or coming release? {release}",
      "3. If not, when might a fix be available? {by}",
      "4. Do we need further information, from you or from the reporter?\n{questions}",
    ],
    fr: [
      "sur {theirReference} (notre numéro : {reference}), nous répondons à vos questions :",
      "1. Est-ce une vraie vulnérabilité{house, select, coordinator { ?} other { de nos produits ?}} {answer}",
      "2. Est-elle corrigée dans une version récente ou à venir ? {release}",
      "3. Sinon, quand un correctif pourrait-il être disponible ? {by}",
      "4. Avons-nous besoin d’autres informations, de vous ou de la personne qui a signalé ?\n{questions}",
    ],
  },
};
