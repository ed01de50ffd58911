/** The letter with which Parley tries its own channel [TH-09]. Goes to nobody but us. */
import type { LetterTemplate } from "../letter-template.ts";

export const probe: LetterTemplate = {
  title: "Trial of the channel",
  sent: "Once a day, to our own address, to see that mail arrives.",
  to: "sender",
  by: "itself",
  says: "nothing",
  needs: ["reference"],
  may: [],
  subject: { en: "Trial of this channel", fr: "Essai de ce canal" },
  text: {
    en: [
      "this is an automatic trial of the channel by which reports reach the {team}. It is no report, and nobody has to answer it. Number of the trial: {reference}",
    ],
    fr: [
      "ceci est un essai automatique du canal par lequel les signalements parviennent à l’équipe {team}. Ce n’est pas un signalement, et personne n’a à y répondre. Numéro de l’essai : {reference}",
    ],
  },
};
