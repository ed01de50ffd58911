/** Answers a reporter who asks whether they may publish themselves [TH-18]. */
import type { LetterTemplate } from "../letter-template.ts";

export const consentToPublish: LetterTemplate = {
  title: "Consent to publish",
  sent: "When a reporter asked for consent to publish their finding, and a colleague answered.",
  to: "party",
  by: "itself",
  says: "secret",
  needs: ["consent", "answer", "portal"],
  may: ["publishAt"],
  subject: { en: "Your wish to publish", fr: "Votre souhait de publier" },
  text: {
    en: [
      "you asked whether you may publish what you found. {consent, select, given {Our answer is yes:} other {Our answer is: not yet.}}",
      "{answer}",
      "{consent, select, given {From {publishAt} on, nothing on our side stands against your publication. Please send us its address, so that we can refer to it.} other {You can ask again at any time, and you can tell us where you see it otherwise.}}",
      "{portal}",
    ],
    fr: [
      "vous avez demandé si vous pouvez publier ce que vous avez trouvé. {consent, select, given {Notre réponse est oui :} other {Notre réponse est : pas encore.}}",
      "{answer}",
      "{consent, select, given {À partir du {publishAt}, rien de notre côté ne s’oppose à votre publication. Envoyez-nous son adresse, pour que nous puissions la citer.} other {Vous pouvez demander de nouveau à tout moment, et nous dire en quoi vous voyez les choses autrement.}}",
      "{portal}",
    ],
  },
};
