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
      "{because, select, no_key {It is not in this mail because we know no public key of yours to encrypt it with. You can send us one, or read and answer on the page.} key_unusable {It is not in this mail because we could not encrypt it to the key we have of yours: it is expired or revoked, or not made for encryption. Please send us a new one, or read and answer on the page.} portal_chosen {It is not in this mail because you chose to read messages on the page.} other {}}",
      "Our reference is {reference}.",
    ],
    fr: [
      "un nouveau message de l’équipe {team} vous attend :\n{link}",
      "{because, select, no_key {Il n’est pas dans ce courriel parce que nous ne connaissons aucune clé publique de votre part pour le chiffrer. Vous pouvez nous en envoyer une, ou lire et répondre sur la page.} key_unusable {Il n’est pas dans ce courriel parce que nous n’avons pas pu le chiffrer avec la clé que nous avons de vous : elle est expirée ou révoquée, ou n’est pas faite pour chiffrer. Envoyez-nous une nouvelle clé, ou lisez et répondez sur la page.} portal_chosen {Il n’est pas dans ce courriel parce que vous avez choisi de lire les messages sur la page.} other {}}",
      "Notre référence est {reference}.",
    ],
  },
};
