/** Reminds a reporter of a question of ours [ALU-07]. Says nothing of the question itself, for the thread holds it. */
import type { LetterTemplate } from "../letter-template.ts";

export const reminder: LetterTemplate = {
  title: "Reminder of a question",
  sent: "When a question has waited as long as the policy says.",
  to: "reporter",
  by: "itself",
  says: "nothing",
  needs: ["askedAt", "portal"],
  may: ["daysWaited", "waiting", "answerBy"],
  subject: {
    en: "We still have a question to you",
    fr: "Notre question attend toujours votre réponse",
  },
  text: {
    en: [
      "on {askedAt} we asked you something about your report, and have not heard from you since: for {daysWaited, plural, one {# day} other {# days}} now. Your answer helps us to go on; if you cannot give one, please tell us so.",
      "{waiting, select, until {If we hear nothing by {answerBy}, we may close the question and go on with what we know. You can write to us at any time after that as well.} other {You can write to us at any time.}}",
      "{portal}",
    ],
    fr: [
      "le {askedAt}, nous vous avons posé une question sur votre signalement, et n’avons pas eu de réponse depuis, soit {daysWaited, plural, one {# jour} other {# jours}}. Elle nous aide à avancer ; si vous ne pouvez pas répondre, dites-le-nous.",
      "{waiting, select, until {Sans nouvelle de vous avant le {answerBy}, nous pourrons clore la question et continuer avec ce que nous savons. Vous pourrez nous écrire à tout moment ensuite aussi.} other {Vous pouvez nous écrire à tout moment.}}",
      "{portal}",
    ],
  },
};
