/** Tells a customer what to do about a flaw. Says no more than the publication that goes with it. */
import type { LetterTemplate } from "../letter-template.ts";

export const customerNotice: LetterTemplate = {
  title: "Notice to a customer",
  sent: "When customers are told of a flaw and of what to do.",
  to: "customer",
  by: "colleague",
  says: "secret",
  needs: ["product", "remedy"],
  may: ["advisoryId", "advisoryUrl", "severity"],
  subject: { en: "Security notice", fr: "Avis de sécurité" },
  text: {
    en: [
      "{reference}: a vulnerability touches {product}. Our rating: {severity}. What to do:",
      "{remedy}",
      "More is said in {advisoryId}:\n{advisoryUrl}",
    ],
    fr: [
      "{reference} : une vulnérabilité touche {product}. Notre évaluation : {severity}. Que faire :",
      "{remedy}",
      "Plus de détails dans {advisoryId} :\n{advisoryUrl}",
    ],
  },
};
