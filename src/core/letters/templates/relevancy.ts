/** Tells a reporter whether the report concerns the team's products, or is one that it takes up, with the reasons [ALE-30]. */
import type { LetterTemplate } from "../letter-template.ts";

export const relevancy: LetterTemplate = {
  title: "Result on relevancy",
  sent: "When it was decided whether a report concerns our products, or is one that we take up.",
  to: "reporter",
  by: "itself",
  says: "decision",
  needs: ["decision", "explanation", "portal"],
  may: ["promises"],
  subject: {
    en: "{decision, select, relevant {{house, select, coordinator {We take up your report} other {Your report concerns our products}}} need_more {We need to know more} other {Our decision on your report}}",
    fr: "{decision, select, relevant {{house, select, coordinator {Nous prenons en charge votre signalement} other {Votre signalement concerne nos produits}}} need_more {Nous avons besoin d’en savoir plus} other {Notre décision sur votre signalement}}",
  },
  text: {
    en: [
      "{decision, select, relevant {we have looked at your report. {house, select, coordinator {It is one that we take up} other {It concerns our products}}, and we are analysing it.} need_more {we have looked at your report and need to know more before we can decide.} other {we have looked at your report and come to the decision that {house, select, coordinator {it does not concern a vulnerability that we take up} other {it does not concern a vulnerability in our products}}.}}",
      "{explanation}",
      "{decision, select, not_relevant {If you see it otherwise, please tell us why: by answering this letter, or by an objection on the page of your report, which somebody else than who decided will answer.} other {}}",
      "{promises}",
      "{portal}",
    ],
    fr: [
      "{decision, select, relevant {nous avons examiné votre signalement. {house, select, coordinator {Nous le prenons en charge} other {Il concerne nos produits}}, et nous l’analysons.} need_more {nous avons examiné votre signalement et devons en savoir plus avant de décider.} other {nous avons examiné votre signalement et décidé qu’{house, select, coordinator {il ne concerne pas une vulnérabilité que nous prenons en charge} other {il ne concerne pas une vulnérabilité de nos produits}}.}}",
      "{explanation}",
      "{decision, select, not_relevant {Si vous voyez les choses autrement, dites-nous pourquoi : en répondant à cette lettre, ou par une objection sur la page de votre signalement, à laquelle répondra une autre personne que celle qui a décidé.} other {}}",
      "{promises}",
      "{portal}",
    ],
  },
};
