/** Points to a message in the portal. Says nothing of it, so it may go out unencrypted. */
import type { LetterTemplate } from "../letter-template.ts";

export const pointer: LetterTemplate = {
  title: "There is a message on the page",
  sent: "In place of a message that may not leave in the mail itself.",
  to: "party",
  by: "itself",
  says: "nothing",
  needs: ["reference", "link", "because"],
  may: [],
  subject: { en: "There is a new message for you", fr: "Un nouveau message vous attend" },
  text: {
    en: [
      "there is a new message for you from the {team}:\n{link}",
      "{because, select, no_key {It is not in this mail because we have no confirmed public key of yours to encrypt it with. You can send us one, or read the message on the page with your receipt code.} plain_asked {It is not in this mail because we have no confirmed public key of yours to encrypt it with. You wrote to us unencrypted: may we answer you in the same way, on what you sent us? Then answer this mail with the word AGREE in its first line, or say so on the page. We ask this once. You can also send us a key, or read the message on the page if you have a receipt code.} key_unconfirmed {It is not in this mail because nobody has confirmed yet that the public key which came along is yours. Confirm it on the page with your receipt code, or tell us by another way how we can compare its fingerprint with you.} not_in_plain {It is not in this mail because we do not send this kind of message unencrypted. Send us your public key, or read the message on the page with your receipt code.} key_unusable {It is not in this mail because we could not encrypt it to the key we have of yours: it is expired or revoked, or not made for encryption. Please send us a new one, or read and answer on the page.} portal_chosen {It is not in this mail because you chose to read messages on the page.} other {}}",
      "Our reference is {reference}.",
    ],
    fr: [
      "un nouveau message de l’équipe {team} vous attend :\n{link}",
      "{because, select, no_key {Il n’est pas dans ce courriel parce que nous n’avons aucune clé publique confirmée de votre part pour le chiffrer. Vous pouvez nous en envoyer une, ou lire le message sur la page avec votre code de réception.} plain_asked {Il n’est pas dans ce courriel parce que nous n’avons aucune clé publique confirmée de votre part pour le chiffrer. Vous nous avez écrit sans chiffrement : pouvons-nous vous répondre de même, sur ce que vous nous avez envoyé ? Répondez alors à ce courriel avec ACCORD sur la première ligne, ou dites-le sur la page. Nous ne le demandons qu’une fois. Vous pouvez aussi nous envoyer une clé, ou lire le message sur la page si vous avez un code de réception.} key_unconfirmed {Il n’est pas dans ce courriel parce que personne n’a encore confirmé que la clé publique reçue est la vôtre. Confirmez-la sur la page avec votre code de réception, ou dites-nous par un autre moyen comment comparer son empreinte avec vous.} not_in_plain {Il n’est pas dans ce courriel parce que nous n’envoyons pas ce genre de message sans chiffrement. Envoyez-nous votre clé publique, ou lisez le message sur la page avec votre code de réception.} key_unusable {Il n’est pas dans ce courriel parce que nous n’avons pas pu le chiffrer avec la clé que nous avons de vous : elle est expirée ou révoquée, ou n’est pas faite pour chiffrer. Envoyez-nous une nouvelle clé, ou lisez et répondez sur la page.} portal_chosen {Il n’est pas dans ce courriel parce que vous avez choisi de lire les messages sur la page.} other {}}",
      "Notre référence est {reference}.",
    ],
  },
};
