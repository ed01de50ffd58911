/** Tells whoever reported that a part of it has a case of its own, and how the work on that goes on. */
import type { LetterTemplate } from "../letter-template.ts";

export const partNews: LetterTemplate = {
  title: "A part of the report has a case of its own",
  sent: "When a part of what was reported goes on in a case of its own, at each step of the work there, and when it turns out to be none.",
  to: "reporter",
  by: "itself",
  says: "secret",
  needs: ["news", "partReference", "portal"],
  may: ["by", "advisoryId", "advisoryUrl"],
  subject: {
    en: "A part of what you reported",
    fr: "Une partie de ce que vous avez signalé",
  },
  text: {
    en: [
      "{news, select, apart {a part of what you report in {reference} goes on in a case of its own, {partReference}: it concerns another flaw. What we promised you stays as it is, with its dates. Go on writing to us in {reference}: whoever works on either reads it.} rejoined {we told you that a part of what you report in {reference} goes on in {partReference}. That was a mistake: your report is looked at in {reference} alone. What we promised you stays as it is, with its dates.} other {this is news of {partReference}, the part of your report {reference} that has a case of its own.}}",
      "{news, select, confirmed {The analysis is finished: it is confirmed. A remedy is being worked on.} not_confirmed {The analysis is finished: it was not confirmed. Ask us for the reasons, or tell us why you see it otherwise: we will look again.} not_mended {The analysis is finished: it is confirmed, and will not be mended for now. Ask us for the reasons, or tell us why you see it otherwise: we will look again.} remedy_date {A remedy is planned for {by}. Should this date move, we will tell you.} remedy_withdrawn {The remedy whose date we told you will not come on that date. We will tell you of a new one.} remedy_available {A remedy is available now.} published {The advisory is published as {advisoryId}:\n{advisoryUrl}} other {}}",
      "{news, select, not_confirmed {} not_mended {} published {{confidentialUntil, select, none {} over {If we asked you to keep the matter confidential, that ends here.} other {Please keep what is not in the publication confidential {confidentialUntil}.}}} remedy_available {{confidentialUntil, select, over {If we asked you to keep the matter confidential, that has ended.} other {}}} other {{confidentialUntil, select, none {} over {} other {Please keep the matter confidential {confidentialUntil}.}}}}",
      "{portal}",
    ],
    fr: [
      "{news, select, apart {une partie de ce que vous signalez dans {reference} est désormais traitée dans un dossier à part, {partReference} : elle concerne une autre faille. Ce que nous vous avons promis reste inchangé, dates comprises. Continuez à nous écrire dans {reference} : ceux qui travaillent sur l’un ou l’autre vous lisent.} rejoined {nous vous avions dit qu’une partie de ce que vous signalez dans {reference} était traitée dans {partReference}. C’était une erreur : votre signalement est examiné dans {reference} seulement. Ce que nous vous avons promis reste inchangé, dates comprises.} other {voici des nouvelles de {partReference}, la partie de votre signalement {reference} qui est traitée dans un dossier à part.}}",
      "{news, select, confirmed {L’analyse est terminée : la faille est confirmée. Un correctif est en préparation.} not_confirmed {L’analyse est terminée : la faille n’est pas confirmée. Demandez-nous nos raisons, ou dites-nous pourquoi vous voyez les choses autrement : nous regarderons de nouveau.} not_mended {L’analyse est terminée : la faille est confirmée, et ne sera pas corrigée pour le moment. Demandez-nous nos raisons, ou dites-nous pourquoi vous voyez les choses autrement : nous regarderons de nouveau.} remedy_date {Un correctif est prévu pour le {by}. Si cette date devait changer, nous vous le dirons.} remedy_withdrawn {Le correctif dont nous vous avions dit la date ne viendra pas à cette date. Nous vous dirons la nouvelle.} remedy_available {Un correctif est maintenant disponible.} published {L’avis est publié sous {advisoryId} :\n{advisoryUrl}} other {}}",
      "{news, select, not_confirmed {} not_mended {} published {{confidentialUntil, select, none {} over {Si nous vous avions demandé de garder le sujet confidentiel, cela prend fin ici.} other {Merci de garder confidentiel ce qui n’est pas dans la publication, {confidentialUntil}.}}} remedy_available {{confidentialUntil, select, over {Si nous vous avions demandé de garder le sujet confidentiel, cette demande a pris fin.} other {}}} other {{confidentialUntil, select, none {} over {} other {Merci de garder le sujet confidentiel {confidentialUntil}.}}}}",
      "{portal}",
    ],
  },
};
