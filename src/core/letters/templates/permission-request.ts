/** Asks a reporter whether one recipient may learn who they are [TH-24]. Silence is no permission. */
import type { LetterTemplate } from "../letter-template.ts";

export const permissionRequest: LetterTemplate = {
  title: "May we pass on your name?",
  sent: "When a colleague asks whether one recipient may learn who reported.",
  to: "reporter",
  by: "itself",
  says: "decision",
  needs: ["recipient", "portal"],
  may: [],
  subject: { en: "May we pass on your name?", fr: "Pouvons-nous transmettre votre nom ?" },
  text: {
    en: [
      "to handle your report, somebody else would need to learn who reported it:",
      "{recipient}",
      "Please answer yes or no on the page of your report, below. Until you say yes, we keep your name to ourselves and pass on the matter alone. A no changes nothing in how we treat your report, and you can take back a yes at any time.",
      "{portal}",
    ],
    fr: [
      "pour traiter votre signalement, quelqu’un d’autre devrait savoir qui l’a fait :",
      "{recipient}",
      "Répondez oui ou non sur la page de votre signalement, ci-dessous. Tant que vous n’avez pas dit oui, nous gardons votre nom pour nous et ne transmettons que le sujet. Un non ne change rien à la façon dont nous traitons votre signalement, et un oui peut être repris à tout moment.",
      "{portal}",
    ],
  },
};
