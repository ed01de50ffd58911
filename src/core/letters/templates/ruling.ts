/** Tells a reporter that their report, as others like it, is not taken up, with the reasons [ALU-09]. */
import type { LetterTemplate } from "../letter-template.ts";

export const ruling: LetterTemplate = {
  title: "Ruling on several reports",
  sent: "When one ruling decided several reports alike; each reporter gets their own letter.",
  to: "reporter",
  by: "itself",
  says: "decision",
  needs: ["explanation", "portal"],
  may: [],
  subject: { en: "Our decision on your report", fr: "Notre décision sur votre signalement" },
  text: {
    en: [
      "we have looked at your report {reference}. {house, select, coordinator {We do not take it up as a vulnerability} other {We do not take it up as a vulnerability of ours}}, and our analysis of it ends here. These are our reasons; we give the same to other reports of this kind:",
      "{explanation}",
      "If you see it otherwise, please tell us why: somebody else looks at it again. What you do with your finding is for you to decide.",
      "{portal}",
    ],
    fr: [
      "nous avons examiné votre signalement {reference}. {house, select, coordinator {Nous ne le retenons pas comme une vulnérabilité} other {Nous ne le retenons pas comme une vulnérabilité chez nous}}, et notre analyse s’arrête ici. Voici nos raisons, les mêmes que pour d’autres signalements de ce genre :",
      "{explanation}",
      "Si vous voyez les choses autrement, dites-nous pourquoi : une autre personne regardera de nouveau. Ce que vous faites de votre découverte vous appartient.",
      "{portal}",
    ],
  },
};
