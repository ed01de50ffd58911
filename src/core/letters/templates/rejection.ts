/** Explains in detail why a report is not taken up [ALU-09]. */
import type { LetterTemplate } from "../letter-template.ts";

export const rejection: LetterTemplate = {
  title: "Rejection with a detailed explanation",
  sent: "When a report is rejected and the reasons need more than the decision itself told.",
  to: "reporter",
  by: "colleague",
  says: "decision",
  needs: ["explanation"],
  may: ["product"],
  subject: {
    en: "Why we do not take up your report",
    fr: "Pourquoi nous ne donnons pas suite à votre signalement",
  },
  text: {
    en: [
      "we have looked closely at your report {reference} and do not take it up as a vulnerability in {product}. These are our reasons in detail:",
      "{explanation}",
      "If you see it otherwise, please tell us why: we will look again. What you do with your finding is for you to decide.",
    ],
    fr: [
      "nous avons examiné de près votre signalement {reference} et ne le retenons pas comme une vulnérabilité de {product}. Voici nos raisons en détail :",
      "{explanation}",
      "Si vous voyez les choses autrement, dites-nous pourquoi : nous regarderons de nouveau. Ce que vous faites de votre découverte vous appartient.",
    ],
  },
};
