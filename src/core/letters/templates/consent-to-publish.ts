/** Answers a reporter who asks whether they may publish themselves. */
import type { LetterTemplate } from "../letter-template.ts";

export const consentToPublish: LetterTemplate = {
  title: "Consent to publish",
  sent: "When a reporter asks for consent to publish their finding.",
  to: "reporter",
  by: "colleague",
  says: "secret",
  needs: ["publishAt", "answer"],
  may: [],
  subject: { en: "Your wish to publish", fr: "Votre souhait de publier" },
  text: {
    en: [
      "you asked whether you may publish what you found ({reference}). Our answer:",
      "{answer}",
      "From {publishAt} on, nothing on our side stands against your publication. Please send us its address, so that we can refer to it.",
    ],
    fr: [
      "vous avez demandé si vous pouvez publier ce que vous avez trouvé ({reference}). Notre réponse :",
      "{answer}",
      "À partir du {publishAt}, rien de notre côté ne s’oppose à votre publication. Envoyez-nous son adresse, pour que nous puissions la citer.",
    ],
  },
};
