/** Tells that a message waits because their key cannot be used any more. Says nothing of it. */
import type { LetterTemplate } from "../letter-template.ts";

export const couldNotEncrypt: LetterTemplate = {
  title: "We could not encrypt to you",
  sent: "At once when a message is withheld because the party's key is expired, revoked or unusable.",
  to: "party",
  by: "itself",
  says: "nothing",
  needs: ["portal"],
  may: ["link", "fingerprint"],
  subject: { en: "We could not encrypt to you", fr: "Nous n’avons pas pu chiffrer pour vous" },
  text: {
    en: [
      "we have a message for you and could not encrypt it: the public key that we have of yours is expired, revoked or not made for encryption. We do not send it unprotected. Please send us a new key, as an attachment or in the text of a mail, or on the page below.",
      "{portal}",
    ],
    fr: [
      "nous avons un message pour vous et n’avons pas pu le chiffrer : la clé publique que nous avons de vous est expirée, révoquée ou n’est pas faite pour chiffrer. Nous ne l’envoyons pas sans protection. Envoyez-nous une nouvelle clé, en pièce jointe ou dans le texte d’un message, ou sur la page ci-dessous.",
      "{portal}",
    ],
  },
};
