/**
 * Finds, in what is about to be sent to somebody who stays unnamed, words that ask who they are (VEN-23).
 * English and French; it knows the usual ways to ask, not all of them.
 */

const things =
  "(?:full |real |legal |first |last |family |company |work |private |phone |e-?mail |postal |home |contact )*(?:name|names|surname|address|addresses|e-?mail|phone|telephone|mobile|number|employer|company|organi[sz]ation|affiliation|identity|date of birth|birthday|nationality|passport|id card|personal (?:data|details|information)|contact (?:data|details|information)|linkedin|social media|cv)";

const asks: readonly RegExp[] = [
  new RegExp(
    `\\b(?:send|give|tell|provide|supply|share|state|enter|fill in|confirm|let us (?:know|have)|need|require|want|ask for|include|leave)\\b(?: (?:us|me|with|to|also|please|the team))* (?:your|the|a|an)? ?(?:own |valid |current )?${things}\\b`,
    "i",
  ),
  new RegExp(`\\bwhat(?:'s| is| are) your ${things}\\b`, "i"),
  /\bwho (?:are you|you are|do you work for|you work for)\b/i,
  /\bwhere (?:do you (?:live|work)|you (?:live|work))\b/i,
  /\b(?:may|can|could) we (?:have|know|call|phone|telephone) (?:you\b|your (?:name|number|address))/i,
  /\b(?:identify|introduce) yourself\b/i,
  /\bsign (?:it|this) with your (?:real |full )?name\b/i,
];

const choses =
  "(?:nom|noms|prénom|prénoms|nom de famille|identité|adresse(?: postale| électronique| e-?mail)?|e-?mail|courriel|téléphone|numéro(?: de (?:téléphone|portable|mobile))?|employeur|entreprise|société|organisation|date de naissance|nationalité|passeport|données personnelles|coordonnées|informations personnelles)";

const demandes: readonly RegExp[] = [
  new RegExp(
    `(?<!\\p{L})(?:envoye[zr]|donne[zr]|indique[zr]|fourni(?:ssez|r)|communique[zr]|précise[zr]|laisse[zr]|saisi(?:ssez|r)|confirme[zr]|besoin (?:de|d.))(?:-(?:nous|moi))?(?: (?:aussi|également|nous))* (?:votre|vos|de votre|de vos) ${choses}(?!\\p{L})`,
    "iu",
  ),
  new RegExp(`(?<!\\p{L})quel(?:le)?s? (?:est|sont) (?:votre|vos) ${choses}(?!\\p{L})`, "iu"),
  /(?<!\p{L})(?:qui êtes[- ]vous|pour qui travaillez[- ]vous|où (?:travaillez|habitez)[- ]vous)(?!\p{L})/iu,
  /(?<!\p{L})(?:présentez|identifiez)[- ]vous(?!\p{L})/iu,
];

/** A product's name, or a key's, is no person's; nor is the name of anything but you. */
const harmless =
  /\b(?:file|host|user|product|vendor's|vendor|component|device|model|version|server|domain|function|process|ip|mac|memory|port|serial|bug|advisory|cve|test)[ -]?(?:name|names|address|addresses|number|numbers)\b|\b(?:names?|numbers?|address(?:es)?) of (?!you\b)\w+/gi;

/** The sentences that ask for something personal, as they stand; empty where none does. */
export function asksPersonalData(text: string): string[] {
  return text
    .split(/(?<=[.!?:])\s+|\n{2,}/)
    .map((sentence) => sentence.replace(/\s+/g, " ").trim())
    .filter((sentence) => {
      const rest = sentence.replace(harmless, " ");
      return [...asks, ...demandes].some((ask) => ask.test(rest));
    });
}
