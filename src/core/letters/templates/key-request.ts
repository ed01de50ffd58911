/** Asks for a public key [ALE-16]. Asks for nothing else, and says nothing of the matter. */
import type { LetterTemplate } from "../letter-template.ts";

export const keyRequest: LetterTemplate = {
  title: "Send us your key",
  sent: "When an answer waits that is to leave encrypted and no usable key is known.",
  to: "party",
  by: "itself",
  says: "nothing",
  needs: ["portal"],
  may: ["fingerprint"],
  subject: { en: "Please send us your public key", fr: "Envoyez-nous votre clé publique" },
  text: {
    en: [
      "we wish to write to you encrypted, and know no public key of yours that we can use. Please send us your OpenPGP public key, as an attachment or in the text of a mail, or on the page below. If you use no encryption, tell us so: then we find another way.{fingerprint, select, none {} other { The fingerprint of our own key is {fingerprint}.}}",
      "{portal}",
    ],
    fr: [
      "nous souhaitons vous écrire chiffré, et ne connaissons aucune clé publique de votre part que nous puissions utiliser. Envoyez-nous votre clé publique OpenPGP, en pièce jointe ou dans le texte d’un message, ou sur la page ci-dessous. Si vous n’utilisez pas de chiffrement, dites-le-nous : nous trouverons un autre moyen.{fingerprint, select, none {} other { L’empreinte de notre propre clé est {fingerprint}.}}",
      "{portal}",
    ],
  },
};
