/** Tells a reporter what the analysis found and what follows from it [ALE-32]. */
import type { LetterTemplate } from "../letter-template.ts";

export const conclusion: LetterTemplate = {
  title: "Conclusion",
  sent: "When the analysis is finished.",
  to: "reporter",
  by: "itself",
  says: "decision",
  needs: ["outcome", "explanation", "portal"],
  may: ["severity", "promises"],
  subject: { en: "The result of our analysis", fr: "Le résultat de notre analyse" },
  text: {
    en: [
      "{outcome, select, confirmed {our analysis is finished: we confirm the vulnerability that you reported. Thank you for finding it.} not_mended {our analysis is finished: we confirm what you reported, thank you for finding it. We have decided to leave it as it is, for these reasons:} other {our analysis is finished: we could not confirm a vulnerability.}}",
      "{explanation}",
      "{severity, select, none {} other {Our rating: {severity}.}}",
      "{promises}",
      "{outcome, select, confirmed {{confidentialUntil, select, none {} over {} other {Please keep the matter confidential {confidentialUntil}. We will tell you when that is so.}}} not_mended {That decision has an end, and is then taken anew. If you see it otherwise, please tell us why: by answering this letter, or by an objection on the page of your report, which somebody else than who decided will answer.} other {If you see it otherwise, please tell us why: by answering this letter, or by an objection on the page of your report, which somebody else than who decided will answer.}}",
      "{portal}",
    ],
    fr: [
      "{outcome, select, confirmed {notre analyse est terminée : nous confirmons la vulnérabilité que vous avez signalée. Merci de l’avoir trouvée.} not_mended {notre analyse est terminée : nous confirmons ce que vous avez signalé, merci de l’avoir trouvé. Nous avons décidé de le laisser en l’état, pour ces raisons :} other {notre analyse est terminée : nous n’avons pas pu confirmer de vulnérabilité.}}",
      "{explanation}",
      "{severity, select, none {} other {Notre évaluation : {severity}.}}",
      "{promises}",
      "{outcome, select, confirmed {{confidentialUntil, select, none {} over {} other {Merci de garder le sujet confidentiel {confidentialUntil}. Nous vous dirons quand ce sera le cas.}}} not_mended {Cette décision a une échéance, à laquelle elle sera reprise. Si vous voyez les choses autrement, dites-nous pourquoi : en répondant à cette lettre, ou par une objection sur la page de votre signalement, à laquelle répondra une autre personne que celle qui a décidé.} other {Si vous voyez les choses autrement, dites-nous pourquoi : en répondant à cette lettre, ou par une objection sur la page de votre signalement, à laquelle répondra une autre personne que celle qui a décidé.}}",
      "{portal}",
    ],
  },
};
