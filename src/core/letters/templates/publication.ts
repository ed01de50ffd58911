/** Tells a reporter that the advisory is out, and that the request for confidentiality has ended [ALE-43]. */
import type { LetterTemplate } from "../letter-template.ts";

export const publication: LetterTemplate = {
  title: "Publication",
  sent: "When an advisory on what was reported is published.",
  to: "reporter",
  by: "itself",
  says: "public",
  needs: ["advisoryId", "advisoryUrl", "publishedAt", "portal"],
  may: ["remedies"],
  subject: { en: "Published: {advisoryId}", fr: "Publié : {advisoryId}" },
  text: {
    en: [
      "we published {advisoryId} on {publishedAt}:\n{advisoryUrl}",
      "{remedies, select, available {Remedies are available.} none {No remedy is planned.} other {Not all remedies are available yet.}} {confidentialUntil, select, none {Thank you for your patience and your help.} over {The publication is made: our request to keep the matter confidential ends here. Thank you for your patience and your help.} other {Please keep what is not in the publication confidential {confidentialUntil}.}}",
      "{portal}",
    ],
    fr: [
      "nous avons publié {advisoryId} le {publishedAt} :\n{advisoryUrl}",
      "{remedies, select, available {Les correctifs sont disponibles.} none {Aucun correctif n’est prévu.} other {Tous les correctifs ne sont pas encore disponibles.}} {confidentialUntil, select, none {Merci de votre patience et de votre aide.} over {La publication est faite : notre demande de confidentialité prend fin ici. Merci de votre patience et de votre aide.} other {Merci de garder confidentiel ce qui n’est pas dans la publication, {confidentialUntil}.}}",
      "{portal}",
    ],
  },
};
