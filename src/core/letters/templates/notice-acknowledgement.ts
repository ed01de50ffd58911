/**
 * The acknowledgement of a coordinator's first letter [CC-05]: their clock runs from their first attempt to
 * reach us, which we may never have seen. Repeats their number and ours, never a word of the matter.
 */
import type { LetterTemplate } from "../letter-template.ts";

export const noticeAcknowledgement: LetterTemplate = {
  title: "Acknowledgement to a coordinator",
  sent: "At once when the first letter of a coordinator has arrived.",
  to: "coordinator",
  by: "itself",
  says: "nothing",
  needs: ["reference", "receivedAt", "portal"],
  may: ["promises", "key", "code", "fingerprint"],
  subject: { en: "We have received your notice", fr: "Nous avons reçu votre notification" },
  text: {
    en: [
      "thank you. The {team} received your notice on {receivedAt} and gave it the number {reference}. This is an automatic message; a person will read the notice.",
      "Please tell us the date on which you first tried to reach us about it, by whichever way, and the date on which you plan to publish. If the matter itself stands in a system of yours, please also send it to us by mail.",
      "{promises}",
      "{portal}",
      "{key, select, wanted {Your notice came encrypted, but we found no public key of yours. Please send it to us, as an attachment or in the text of a mail: then we can answer encrypted.} unconfirmed {A public key came with your notice. We use it once we know that it is yours: {code, select, yes {confirm it on the page of your notice with your receipt code, or tell us} other {tell us}} by another way how we can compare its fingerprint with you.} offered {If you wish encrypted answers, send us your OpenPGP public key, as an attachment or in the text of a mail.} other {}}{key, select, known {} other {{fingerprint, select, none {} other { The fingerprint of our own key is {fingerprint}.}}}}",
      "How we handle reports is described at {policyUrl}",
    ],
    fr: [
      "merci. L’équipe {team} a reçu votre notification le {receivedAt} et lui a donné le numéro {reference}. Ce message est automatique ; une personne lira la notification.",
      "Merci de nous dire à quelle date vous avez essayé pour la première fois de nous joindre à ce sujet, par quelque moyen que ce soit, et à quelle date vous prévoyez de publier. Si le contenu se trouve dans un système à vous, envoyez-le-nous aussi par courrier électronique.",
      "{promises}",
      "{portal}",
      "{key, select, wanted {Votre notification est arrivée chiffrée, mais nous n’avons pas trouvé de clé publique de votre part. Envoyez-la-nous, en pièce jointe ou dans le texte d’un message : nous pourrons alors répondre chiffré.} unconfirmed {Une clé publique est arrivée avec votre notification. Nous l’utiliserons quand nous saurons qu’elle est la vôtre : {code, select, yes {confirmez-la sur la page de votre notification avec votre code de réception, ou dites-nous} other {dites-nous}} par un autre moyen comment comparer son empreinte avec vous.} offered {Si vous souhaitez des réponses chiffrées, envoyez-nous votre clé publique OpenPGP, en pièce jointe ou dans le texte d’un message.} other {}}{key, select, known {} other {{fingerprint, select, none {} other { L’empreinte de notre propre clé est {fingerprint}.}}}}",
      "La façon dont nous traitons les signalements est décrite ici : {policyUrl}",
    ],
  },
};
