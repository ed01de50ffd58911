/** Points to a message in the portal. Says nothing of it, so it may go out unencrypted. */
import type { LetterTemplate } from "../letter-template.ts";

export const pointer: LetterTemplate = {
  title: "There is a message on the page",
  sent: "In place of a message that may not leave in the mail itself.",
  to: "party",
  by: "itself",
  says: "nothing",
  needs: ["reference", "link", "because"],
  may: ["code"],
  subject: { en: "There is a new message for you", fr: "Un nouveau message vous attend" },
  text: {
    en: [
      "there is a new message for you from the {team}.",
      "{because, select, no_key {It is not in this mail because we have no confirmed public key of yours to encrypt it with.} plain_asked {It is not in this mail because we have no confirmed public key of yours to encrypt it with. You wrote to us unencrypted: may we answer you in the same way, on what you sent us? Then answer this mail with the word AGREE in its first line, or say so on the page below, and we send you the message. We ask this once.} not_agreed {It is not in this mail because we have no confirmed public key of yours to encrypt it with, and you have not said whether we may answer unencrypted. If we may, answer this mail with the word AGREE in its first line, or say so on the page below, and we send you the message.} plain_declined {It is not in this mail because we have no confirmed public key of yours to encrypt it with, and you said that we shall not answer unencrypted. You can change your mind on the page below.} key_unconfirmed {It is not in this mail because nobody has confirmed yet that the public key which came along is yours. {code, select, yes {Confirm it on the page below with your receipt code, or tell us} other {Tell us}} by another way, such as the telephone, how we can compare its fingerprint with you: then we send you the message encrypted.} not_in_plain {It is not in this mail because we do not send this kind of message unencrypted.} key_unusable {It is not in this mail because we could not encrypt it to the key we have of yours: it is expired or revoked, or not made for encryption.} portal_chosen {It is not in this mail because you chose to read messages on the page.} other {}}",
      "{because, select, key_unconfirmed {} portal_chosen {} other {If you use OpenPGP, send us your public key, as an attachment or in the text of a mail, or on the page below: we compare it with you, and then send you the message encrypted.}}",
      "{code, select, yes {You can read it now, with your receipt code, on the page of your report:} link {You can read it on the page of your report:} other {How your report stands, and a box to write to us:}}\n{link}",
      "Our reference is {reference}.",
    ],
    fr: [
      "un nouveau message de l’équipe {team} vous attend.",
      "{because, select, no_key {Il n’est pas dans ce courriel parce que nous n’avons aucune clé publique confirmée de votre part pour le chiffrer.} plain_asked {Il n’est pas dans ce courriel parce que nous n’avons aucune clé publique confirmée de votre part pour le chiffrer. Vous nous avez écrit sans chiffrement : pouvons-nous vous répondre de même, sur ce que vous nous avez envoyé ? Répondez alors à ce courriel avec ACCORD sur la première ligne, ou dites-le sur la page ci-dessous, et nous vous envoyons le message. Nous ne le demandons qu’une fois.} not_agreed {Il n’est pas dans ce courriel parce que nous n’avons aucune clé publique confirmée de votre part pour le chiffrer, et vous n’avez pas dit si nous pouvons répondre sans chiffrement. Si oui, répondez à ce courriel avec ACCORD sur la première ligne, ou dites-le sur la page ci-dessous, et nous vous envoyons le message.} plain_declined {Il n’est pas dans ce courriel parce que nous n’avons aucune clé publique confirmée de votre part pour le chiffrer, et vous avez dit de ne pas répondre sans chiffrement. Vous pouvez changer d’avis sur la page ci-dessous.} key_unconfirmed {Il n’est pas dans ce courriel parce que personne n’a encore confirmé que la clé publique reçue est la vôtre. {code, select, yes {Confirmez-la sur la page ci-dessous avec votre code de réception, ou dites-nous} other {Dites-nous}} par un autre moyen, le téléphone par exemple, comment comparer son empreinte avec vous : nous vous enverrons alors le message chiffré.} not_in_plain {Il n’est pas dans ce courriel parce que nous n’envoyons pas ce genre de message sans chiffrement.} key_unusable {Il n’est pas dans ce courriel parce que nous n’avons pas pu le chiffrer avec la clé que nous avons de vous : elle est expirée ou révoquée, ou n’est pas faite pour chiffrer.} portal_chosen {Il n’est pas dans ce courriel parce que vous avez choisi de lire les messages sur la page.} other {}}",
      "{because, select, key_unconfirmed {} portal_chosen {} other {Si vous utilisez OpenPGP, envoyez-nous votre clé publique, en pièce jointe ou dans le texte d’un message, ou sur la page ci-dessous : nous la comparons avec vous, puis nous vous envoyons le message chiffré.}}",
      "{code, select, yes {Vous pouvez le lire dès maintenant, avec votre code de réception, sur la page de votre signalement :} link {Vous pouvez le lire sur la page de votre signalement :} other {L’état de votre signalement, et de quoi nous écrire :}}\n{link}",
      "Notre référence est {reference}.",
    ],
  },
};
