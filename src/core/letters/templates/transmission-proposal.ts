/** Points to a proposal on how held data travels [TH-22]. Says nothing of it, so it may go out unencrypted. */
import type { LetterTemplate } from "../letter-template.ts";

export const transmissionProposal: LetterTemplate = {
  title: "A proposal waits for an answer",
  sent: "When a colleague proposes how data that somebody holds back may travel.",
  to: "party",
  by: "itself",
  says: "nothing",
  needs: ["portal"],
  may: [],
  subject: {
    en: "A proposal waits for your answer",
    fr: "Une proposition attend votre réponse",
  },
  text: {
    en: [
      "there is a proposal for you on the page of your report. Please read it there and answer it; you may also say what would suit you better. Until you agree, please send nothing that it is about.",
      "{portal}",
    ],
    fr: [
      "une proposition vous attend sur la page de votre signalement. Lisez-la et répondez-y là-bas ; vous pouvez aussi dire ce qui vous conviendrait mieux. Tant que vous n’avez pas donné votre accord, n’envoyez rien de ce qu’elle concerne.",
      "{portal}",
    ],
  },
};
