/** Asks how a reporter wishes to be thanked [VEN-29]. Nobody is named before they said yes. */
import type { LetterTemplate } from "../letter-template.ts";

export const creditChoice: LetterTemplate = {
  title: "Credit choice",
  sent: "Before an advisory is published, when the reporter has not chosen yet.",
  to: "reporter",
  by: "colleague",
  says: "talk",
  needs: [],
  may: ["publishAt", "credit"],
  subject: {
    en: "Do you wish to be thanked in public?",
    fr: "Souhaitez-vous être remercié en public ?",
  },
  text: {
    en: [
      "we prepare a publication on {reference}. On the page of your report you can choose whether we thank you in it, and in which words: a line of your own, a pseudonym, or not at all. Until you choose, nobody is named.",
      "The publication is planned for {publishAt}; you can choose until then, and change it later.",
    ],
    fr: [
      "nous préparons une publication sur {reference}. Sur la page de votre signalement, vous pouvez choisir si nous vous y remercions, et en quels mots : une ligne à vous, un pseudonyme, ou rien du tout. Tant que vous n’avez pas choisi, personne n’est nommé.",
      "La publication est prévue le {publishAt} ; vous pouvez choisir jusque-là, et changer d’avis ensuite.",
    ],
  },
};
