/** Answers a question that is not about a vulnerability with the way to those who can help [ALE-23]. */
import type { LetterTemplate } from "../letter-template.ts";

export const pointerToSupport: LetterTemplate = {
  title: "Where to find help",
  sent: "When a question is not about a vulnerability: it closes the case.",
  to: "reporter",
  by: "colleague",
  says: "talk",
  needs: ["supportChannels"],
  may: [],
  subject: { en: "Where to find help", fr: "Où trouver de l’aide" },
  text: {
    en: [
      "thank you for your question {reference}. It is not about a vulnerability, so others can help you better than we can:",
      "{supportChannels}",
      "We close your question here. Should you find what may be a vulnerability, please answer this letter: we read what comes after the closing too.",
    ],
    fr: [
      "merci pour votre question {reference}. Elle ne concerne pas une vulnérabilité : d’autres peuvent mieux vous aider que nous :",
      "{supportChannels}",
      "Nous fermons ici votre question. Si vous trouvez ce qui pourrait être une vulnérabilité, répondez à ce message : nous lisons aussi ce qui arrive après la clôture.",
    ],
  },
};
