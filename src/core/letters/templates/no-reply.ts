/** The one answer to a class of reports that gets no other [VEN-37]. Says what the policy says. */
import type { LetterTemplate } from "../letter-template.ts";

export const noReply: LetterTemplate = {
  title: "No further answer",
  sent: "When a report was sorted into a class that gets one automatic answer and no other.",
  to: "reporter",
  by: "itself",
  says: "nothing",
  needs: ["reference", "classText"],
  may: ["portal", "rewards"],
  subject: { en: "About your message", fr: "À propos de votre message" },
  text: {
    en: [
      "thank you for your message, which has the number {reference}. This is an automatic message, and no other will follow it:",
      "{classText}",
      "How we handle reports is described at {policyUrl}",
    ],
    fr: [
      "merci pour votre message, qui porte le numéro {reference}. Cette réponse est automatique, et aucune autre ne suivra :",
      "{classText}",
      "La façon dont nous traitons les signalements est décrite ici : {policyUrl}",
    ],
  },
};
