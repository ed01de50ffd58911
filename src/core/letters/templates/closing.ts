/** Tells a reporter that the case is closed, why, and how to take it up again. */
import type { LetterTemplate } from "../letter-template.ts";

export const closing: LetterTemplate = {
  title: "Closing",
  sent: "When a case is closed.",
  to: "reporter",
  by: "itself",
  says: "decision",
  needs: ["portal"],
  may: ["closed"],
  subject: { en: "Your report is closed", fr: "Votre signalement est clos" },
  text: {
    en: [
      "we have closed your report{closed, select, resolved {, because the matter is resolved} not_relevant {, {house, select, coordinator {because it does not concern a vulnerability that we take up} other {because it does not concern a vulnerability in our products}}} duplicate {, because the same vulnerability is handled under another report} accepted_risk {, because the remaining risk has been accepted, as we explained to you} reporter_unreachable {, because we could not reach you with our questions} reporter_opted_out {, because you asked us to} other {}}. Thank you for taking the time to write to us.",
      "Have you found out more, or do you see it otherwise? Please tell us: we read what comes after the closing too.",
      "{portal}",
    ],
    fr: [
      "nous avons clos votre signalement{closed, select, resolved {, car le sujet est réglé} not_relevant {, {house, select, coordinator {car il ne concerne pas une vulnérabilité que nous prenons en charge} other {car il ne concerne pas une vulnérabilité de nos produits}}} duplicate {, car la même vulnérabilité est traitée sous un autre signalement} accepted_risk {, car le risque restant a été accepté, comme nous vous l’avons expliqué} reporter_unreachable {, car nos questions ne vous ont pas atteint} reporter_opted_out {, car vous nous l’avez demandé} other {}}. Merci d’avoir pris le temps de nous écrire.",
      "Avez-vous trouvé autre chose, ou voyez-vous les choses autrement ? Dites-le-nous : nous lisons aussi ce qui arrive après la clôture.",
      "{portal}",
    ],
  },
};
