/** Tells whoever reported later what was known already how the work on it goes on. Names no other report. */
import type { LetterTemplate } from "../letter-template.ts";

export const earlierNews: LetterTemplate = {
  title: "News of what was known before",
  sent: "When the work on a flaw goes on that the reporter found after somebody else, or when it turns out to be another flaw.",
  to: "reporter",
  by: "itself",
  says: "secret",
  needs: ["news", "portal"],
  may: ["by", "advisoryId", "advisoryUrl"],
  subject: { en: "News of what you reported", fr: "Des nouvelles de ce que vous avez signalé" },
  text: {
    en: [
      "{news, select, apart {we told you that what you report in {reference} was known to us before. That was a mistake: we look at your report by itself, and will tell you {house, select, coordinator {whether we take it up} other {whether it concerns our products}}.} other {we told you that what you report in {reference} was known to us before, and that you hear of the work on it as if yours had been the first report.}}",
      "{news, select, confirmed {The analysis is finished: it is confirmed. A remedy is being worked on.} not_confirmed {The analysis is finished: it was not confirmed. Ask us for the reasons, or tell us why you see it otherwise: we will look again.} not_mended {The analysis is finished: it is confirmed, and will not be mended for now. Ask us for the reasons, or tell us why you see it otherwise: we will look again.} remedy_date {A remedy is planned for {by}. Should this date move, we will tell you.} remedy_withdrawn {The remedy whose date we told you will not come on that date. We will tell you of a new one.} remedy_available {A remedy is available now.} published {The advisory is published as {advisoryId}:\n{advisoryUrl}} other {}}",
      "{news, select, not_confirmed {} not_mended {} apart {} published {{confidentialUntil, select, none {} over {If we asked you to keep the matter confidential, that ends here.} other {Please keep what is not in the publication confidential {confidentialUntil}.}}} remedy_available {{confidentialUntil, select, over {If we asked you to keep the matter confidential, that has ended.} other {}}} other {{confidentialUntil, select, none {} over {} other {Please keep the matter confidential {confidentialUntil}.}}}}",
      "{portal}",
    ],
    fr: [
      "{news, select, apart {nous vous avions dit que ce que vous signalez dans {reference} nous était déjà connu. C’était une erreur : nous examinons votre signalement pour lui-même, et vous dirons {house, select, coordinator {si nous le prenons en charge} other {s’il concerne nos produits}}.} other {nous vous avions dit que ce que vous signalez dans {reference} nous était déjà connu, et que vous seriez tenu au courant du travail comme si votre signalement avait été le premier.}}",
      "{news, select, confirmed {L’analyse est terminée : la faille est confirmée. Un correctif est en préparation.} not_confirmed {L’analyse est terminée : la faille n’est pas confirmée. Demandez-nous nos raisons, ou dites-nous pourquoi vous voyez les choses autrement : nous regarderons de nouveau.} not_mended {L’analyse est terminée : la faille est confirmée, et ne sera pas corrigée pour le moment. Demandez-nous nos raisons, ou dites-nous pourquoi vous voyez les choses autrement : nous regarderons de nouveau.} remedy_date {Un correctif est prévu pour le {by}. Si cette date devait changer, nous vous le dirons.} remedy_withdrawn {Le correctif dont nous vous avions dit la date ne viendra pas à cette date. Nous vous dirons la nouvelle.} remedy_available {Un correctif est maintenant disponible.} published {L’avis est publié sous {advisoryId} :\n{advisoryUrl}} other {}}",
      "{news, select, not_confirmed {} not_mended {} apart {} published {{confidentialUntil, select, none {} over {Si nous vous avions demandé de garder le sujet confidentiel, cela prend fin ici.} other {Merci de garder confidentiel ce qui n’est pas dans la publication, {confidentialUntil}.}}} remedy_available {{confidentialUntil, select, over {Si nous vous avions demandé de garder le sujet confidentiel, cette demande a pris fin.} other {}}} other {{confidentialUntil, select, none {} over {} other {Merci de garder le sujet confidentiel {confidentialUntil}.}}}}",
      "{portal}",
    ],
  },
};
