/** Sends somebody under attack to those who can act at once [ALE-26]. Says nothing of what they wrote. */
import type { LetterTemplate } from "../letter-template.ts";

export const liveIncident: LetterTemplate = {
  title: "Live incident: where to turn",
  sent: "When a message was sorted as a live incident.",
  to: "reporter",
  by: "itself",
  says: "nothing",
  needs: ["reference", "liveIncident"],
  may: ["supportChannels", "portal"],
  subject: {
    en: "Are you under attack? Where to turn now",
    fr: "Une attaque est en cours ? À qui vous adresser",
  },
  text: {
    en: [
      "an attack that is happening now needs people who can act at once, and we are not those people. Please turn to them first:",
      "{liveIncident}",
      "{supportChannels}",
      "We keep your message under the number {reference}. If {house, select, coordinator {a vulnerability in a product} other {a vulnerability in one of our products}} was used, we wish to know: please tell us when the attack is over.",
      "{portal}",
    ],
    fr: [
      "une attaque en cours demande des personnes qui peuvent agir tout de suite, et ce n’est pas notre cas. Adressez-vous d’abord à elles :",
      "{liveIncident}",
      "{supportChannels}",
      "Nous gardons votre message sous le numéro {reference}. Si {house, select, coordinator {une vulnérabilité d’un produit} other {une vulnérabilité d’un de nos produits}} a été utilisée, nous voulons le savoir : dites-le-nous une fois l’attaque passée.",
      "{portal}",
    ],
  },
};
