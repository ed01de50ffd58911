/** The acknowledgement of a report [ALE-29]. Repeats its number, never a word of what was reported. */
import type { LetterTemplate } from "../letter-template.ts";

export const acknowledgement: LetterTemplate = {
  title: "Acknowledgement",
  sent: "At once when a report has arrived.",
  to: "reporter",
  by: "itself",
  says: "nothing",
  needs: ["reference", "receivedAt", "portal"],
  may: [
    ...([
      "promises",
      "key",
      "code",
      "fingerprint",
      "liveIncident",
      "rewards",
      "size",
      "answers",
    ] as const),
    ...(["live", "supportChannels"] as const),
    ...(["undertakings", "undertakingsUrl", "undertakingsVersion"] as const),
  ],
  subject: { en: "We have received your report", fr: "Nous avons reçu votre signalement" },
  text: {
    en: [
      "thank you. The {team} received your report on {receivedAt} and gave it the number {reference}. This is an automatic message; a person will read the report.",
      "{size, select, header {Your mail is larger than what we take, so that nothing but its header was read. Please send us its words again without the files, and the files in smaller mails. For larger files, ask us for a way.} other {}}",
      "{promises}",
      "{portal}",
      "{key, select, wanted {Your report came encrypted, but we found no public key of yours. Please send it to us, as an attachment or in the text of a mail, or on the page of your report: then we can answer encrypted.} unconfirmed {A public key came with your report. We use it once we know that it is yours: {code, select, yes {confirm it on the page of your report with your receipt code, or tell us} other {tell us}} by another way how we can compare its fingerprint with you.} offered {You need no encryption to talk to us.{answers, select, page {} other { If you wish encrypted answers, send us your OpenPGP public key, as an attachment or in the text of a mail, or on the page of your report.}}} other {}}{key, select, known {} other {{fingerprint, select, none {} other { The fingerprint of our own key is {fingerprint}.}}}}",
      "{code, select, yes {On the page that your receipt code opens you can also ask how it stands, ask whether you may publish, {answers, select, page {} other {choose which news we mail you, }}and object to a decision.{answers, select, page {} other { Opening the link of this mail once shows us that our mail reaches you; your report is read either way.}}} other {On the page of your report you can also ask how your report stands. Anything else, such as whether you may publish or that you see a decision otherwise, you tell us by answering our mails.}}",
      "{confidentialUntil, select, none {} over {} other {Please keep the matter confidential {confidentialUntil}. }}How we handle reports is described at {policyUrl}",
      "{undertakings, select, none {} asked {What we ask of everybody who reports to us stands at {undertakingsUrl} (version {undertakingsVersion}).} other {The rules for everybody who reports to us stand at {undertakingsUrl} (version {undertakingsVersion}); they hold for your report too.}}",
      "{rewards}",
      "{live, select, yes {You wrote that an attack or outage is going on.} other {Is an attack happening right now?}} {liveIncident}",
      "{live, select, yes {{supportChannels}} other {}}",
    ],
    fr: [
      "merci. L’équipe {team} a reçu votre signalement le {receivedAt} et lui a donné le numéro {reference}. Ce message est automatique ; une personne lira le signalement.",
      "{size, select, header {Votre message dépasse la taille que nous acceptons : seul son en-tête a été lu. Envoyez-nous de nouveau son texte sans les fichiers, et les fichiers dans des messages plus petits. Pour de plus gros fichiers, demandez-nous un moyen.} other {}}",
      "{promises}",
      "{portal}",
      "{key, select, wanted {Votre signalement est arrivé chiffré, mais nous n’avons pas trouvé de clé publique de votre part. Envoyez-la-nous, en pièce jointe ou dans le texte d’un message, ou sur la page de votre signalement : nous pourrons alors répondre chiffré.} unconfirmed {Une clé publique est arrivée avec votre signalement. Nous l’utiliserons quand nous saurons qu’elle est la vôtre : {code, select, yes {confirmez-la sur la page de votre signalement avec votre code de réception, ou dites-nous} other {dites-nous}} par un autre moyen comment comparer son empreinte avec vous.} offered {Aucun chiffrement n’est nécessaire pour nous parler.{answers, select, page {} other { Si vous souhaitez des réponses chiffrées, envoyez-nous votre clé publique OpenPGP, en pièce jointe ou dans le texte d’un message, ou sur la page de votre signalement.}}} other {}}{key, select, known {} other {{fingerprint, select, none {} other { L’empreinte de notre propre clé est {fingerprint}.}}}}",
      "{code, select, yes {Sur la page que votre code de réception ouvre, vous pouvez aussi demander où en est votre signalement, demander si vous pouvez publier{answers, select, page {} other {, choisir les nouvelles que nous vous envoyons}} et contester une décision.{answers, select, page {} other { Ouvrir une fois le lien de ce message nous montre que nos messages vous parviennent ; votre signalement est lu dans tous les cas.}}} other {Sur la page de votre signalement, vous pouvez aussi demander où en est votre signalement. Pour le reste, par exemple pour savoir si vous pouvez publier ou pour contester une décision, répondez à nos messages.}}",
      "{confidentialUntil, select, none {} over {} other {Merci de garder le sujet confidentiel {confidentialUntil}. }}La façon dont nous traitons les signalements est décrite ici : {policyUrl}",
      "{undertakings, select, none {} asked {Ce que nous demandons à tous ceux qui nous écrivent se trouve ici : {undertakingsUrl} (version {undertakingsVersion}).} other {Les règles pour tous ceux qui nous écrivent se trouvent ici : {undertakingsUrl} (version {undertakingsVersion}) ; elles valent aussi pour votre signalement.}}",
      "{rewards}",
      "{live, select, yes {Vous écrivez qu’une attaque ou une panne est en cours.} other {Une attaque est en cours en ce moment ?}} {liveIncident}",
      "{live, select, yes {{supportChannels}} other {}}",
    ],
  },
};
