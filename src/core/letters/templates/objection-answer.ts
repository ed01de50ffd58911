/** Answers an objection to a decision of ours, with reasons [ALU-09]. */
import type { LetterTemplate } from "../letter-template.ts";

export const objectionAnswer: LetterTemplate = {
  title: "Answer to an objection",
  sent: "When somebody else than who decided answered an objection to the decision.",
  to: "party",
  by: "itself",
  says: "decision",
  needs: ["objection", "explanation", "portal"],
  may: [],
  subject: { en: "Our answer to your objection", fr: "Notre réponse à votre objection" },
  text: {
    en: [
      "{objection, select, upheld {you objected to our decision, and you are right: we decide anew.} partly_upheld {you objected to our decision. You are right in part: we look at that part again.} other {you objected to our decision. We have looked at it again, and it stands.}}",
      "{explanation}",
      "It was looked at by somebody else than who took the decision. What you can do if you still see it otherwise is described at {policyUrl}",
      "{portal}",
    ],
    fr: [
      "{objection, select, upheld {vous avez contesté notre décision, et vous avez raison : nous décidons de nouveau.} partly_upheld {vous avez contesté notre décision. Vous avez raison en partie : nous réexaminons cette partie.} other {vous avez contesté notre décision. Nous l’avons réexaminée, et elle demeure.}}",
      "{explanation}",
      "Une autre personne que celle qui a décidé l’a réexaminée. Ce que vous pouvez faire si vous voyez encore les choses autrement est décrit ici : {policyUrl}",
      "{portal}",
    ],
  },
};
