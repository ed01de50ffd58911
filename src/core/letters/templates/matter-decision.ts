/** Tells everybody who takes part what was decided in a dispute, or what came of a data leak. */
import type { LetterTemplate } from "../letter-template.ts";

export const matterDecision: LetterTemplate = {
  title: "Decision on a dispute or a data leak",
  sent: "When a dispute was decided, or what came of a data leak.",
  to: "party",
  by: "itself",
  says: "decision",
  needs: ["ruling", "explanation", "portal"],
  may: [],
  subject: { en: "Our decision", fr: "Notre décision" },
  text: {
    en: [
      "{ruling, select, upheld {we have decided the dispute: the objection is right.} partly_upheld {we have decided the dispute: the objection is right in part.} rejected {we have decided the dispute: the objection is not right.} leaked_from_us {we have looked into the data leak: data did leak from us.} leaked_elsewhere {we have looked into the data leak: the data leaked, and not from us.} other {we have looked into the data leak: we found that no data leaked.}}",
      "{explanation}",
      "If you see it otherwise, please tell us why: we will look again. What you can do besides is described at {policyUrl}",
      "{portal}",
    ],
    fr: [
      "{ruling, select, upheld {nous avons tranché le différend : la contestation est fondée.} partly_upheld {nous avons tranché le différend : la contestation est fondée en partie.} rejected {nous avons tranché le différend : la contestation n’est pas fondée.} leaked_from_us {nous avons examiné la fuite de données : des données ont bien fui de chez nous.} leaked_elsewhere {nous avons examiné la fuite de données : les données ont fui, mais pas de chez nous.} other {nous avons examiné la fuite de données : nous avons constaté qu’aucune donnée n’a fui.}}",
      "{explanation}",
      "Si vous voyez les choses autrement, dites-nous pourquoi : nous regarderons de nouveau. Ce que vous pouvez faire en outre est décrit ici : {policyUrl}",
      "{portal}",
    ],
  },
};
