/**
 * The sentences of "How we protect your report", in both languages. Each is a fact of the program
 * or of a setting; protection-facts.ts says when it is true, and tests hold it to that.
 */

import type { Language } from "./policy-languages.ts";
import type { ProtectionFact, ProtectionPart } from "./protection-facts.ts";

type ProtectionWords = {
  lede: string;
  parts: Record<ProtectionPart, string>;
  facts: Record<ProtectionFact, string>;
  ownWords: string;
  limits: string;
};

const english: ProtectionWords = {
  lede: "What happens to what you send us. This page is made from the settings that this installation runs by, and says nothing that is not so.",
  parts: {
    "way-in": "On its way to us",
    storing: "Where it is stored",
    access: "Who may see it",
    replies: "When we answer you",
    "passing-on": "Passing it on",
    publishing: "When something is published",
    keeping: "How long it is kept",
  },
  facts: {
    tls: "This site has an https address, and browsers are told to use nothing else.",
    "own-key":
      "We have an OpenPGP key. Mail that you encrypt to it can be read by nobody on its way.",
    "plain-mail":
      "A mail that you send unencrypted can be read on its way. The form and encrypted mail are safer.",
    "no-script":
      "The pages for reporters work without any script and load nothing from other sites.",
    "no-visitor-log": "The program’s log holds no address of a visitor.",
    unnamed:
      "You may stay unnamed: a receipt code, shown once, opens your report instead of an address.",
    stored: "We say “received” only once your report is on our disk.",
    sealed:
      "Texts, titles, messages, files, names and addresses are encrypted before they are stored, each object under a key of its own. The key above them all is not in the database.",
    clear:
      "Not encrypted is that a case exists, its dates, its stage, its level of severity, its products and its public numbers.",
    "need-to-know":
      "A case can be opened by those who work on it. To everybody else it is not there, and the database refuses a second time.",
    administrators: "Those who administer this installation open no case.",
    reads: "Who opened a case, and when, is recorded.",
    chain:
      "What is done in a case is recorded in a chain; a record that was altered or dropped shows.",
    signed: "Our letters are signed with our OpenPGP key.",
    encrypted:
      "Once we know your OpenPGP key, what we write about the matter goes out encrypted to it.",
    pointer:
      "As long as we know no key of yours, a letter says only that there is news, and leads to your own page. The matter itself is not in it.",
    "plain-agreed":
      "If you wrote to us unencrypted, we ask you once whether we may answer in the same way; nothing that is not public leaves like that unless our policy says so.",
    "not-forwarded": "The policy passes no report on to others.",
    forwarded:
      "The policy lets a report be passed on to the maker of a component that it concerns.",
    "identity-never": "Your name and address are never passed on with it.",
    "identity-permission": "Your name and address are passed on with it only with your permission.",
    "second-person": "A second person must approve a publication before it appears.",
    "credit-asked": "You are thanked by name only if you ask for it.",
    "credit-unless": "You are thanked by name unless you decline; the form asks you.",
    kept: "What you sent stays stored, encrypted, after the case is closed. No date of deletion is promised.",
  },
  ownWords: "In the policy’s own words",
  limits:
    "No protection is complete: whoever works on your report reads it, and whoever holds both the database and its key could.",
};

const french: ProtectionWords = {
  lede: "Ce que devient ce que vous nous envoyez. Cette page est faite à partir des réglages de cette installation, et ne dit rien qui ne soit vrai.",
  parts: {
    "way-in": "En chemin vers nous",
    storing: "Où il est conservé",
    access: "Qui peut le voir",
    replies: "Quand nous vous répondons",
    "passing-on": "Le transmettre",
    publishing: "Quand quelque chose est publié",
    keeping: "Combien de temps il est conservé",
  },
  facts: {
    tls: "Ce site a une adresse https, et les navigateurs sont priés de n’utiliser rien d’autre.",
    "own-key":
      "Nous avons une clé OpenPGP. Un courriel chiffré avec elle ne peut être lu par personne en chemin.",
    "plain-mail":
      "Un courriel envoyé sans chiffrement peut être lu en chemin. Le formulaire et le courriel chiffré sont plus sûrs.",
    "no-script":
      "Les pages destinées à ceux qui signalent fonctionnent sans script et ne chargent rien d’autres sites.",
    "no-visitor-log": "Le journal du programme ne contient aucune adresse de visiteur.",
    unnamed:
      "Vous pouvez rester anonyme : un code de reçu, montré une seule fois, ouvre votre signalement à la place d’une adresse.",
    stored: "Nous disons « reçu » seulement quand votre signalement est sur notre disque.",
    sealed:
      "Textes, titres, messages, fichiers, noms et adresses sont chiffrés avant d’être conservés, chaque objet sous sa propre clé. La clé qui les protège toutes n’est pas dans la base de données.",
    clear:
      "N’est pas chiffré : qu’un dossier existe, ses dates, son étape, son niveau de gravité, ses produits et ses numéros publics.",
    "need-to-know":
      "Un dossier ne s’ouvre que pour ceux qui y travaillent. Pour tous les autres il n’existe pas, et la base de données refuse une seconde fois.",
    administrators: "Ceux qui administrent cette installation n’ouvrent aucun dossier.",
    reads: "Qui a ouvert un dossier, et quand, est consigné.",
    chain:
      "Ce qui est fait dans un dossier est consigné dans une chaîne ; une trace modifiée ou supprimée se voit.",
    signed: "Nos lettres sont signées avec notre clé OpenPGP.",
    encrypted:
      "Dès que nous connaissons votre clé OpenPGP, ce que nous écrivons sur l’affaire part chiffré avec elle.",
    pointer:
      "Tant que nous ne connaissons aucune clé de vous, une lettre dit seulement qu’il y a du nouveau et mène à votre propre page. L’affaire elle-même n’y figure pas.",
    "plain-agreed":
      "Si vous nous avez écrit sans chiffrement, nous vous demandons une fois si nous pouvons répondre de même ; rien qui ne soit public ne part ainsi, sauf si notre politique le dit.",
    "not-forwarded": "La politique ne transmet aucun signalement à d’autres.",
    forwarded:
      "La politique permet de transmettre un signalement au fabricant du composant concerné.",
    "identity-never": "Votre nom et votre adresse ne sont jamais transmis avec lui.",
    "identity-permission":
      "Votre nom et votre adresse ne sont transmis avec lui qu’avec votre accord.",
    "second-person": "Une seconde personne doit approuver une publication avant qu’elle paraisse.",
    "credit-asked": "Vous êtes remercié par votre nom seulement si vous le demandez.",
    "credit-unless":
      "Vous êtes remercié par votre nom sauf si vous refusez ; le formulaire vous le demande.",
    kept: "Ce que vous avez envoyé reste conservé, chiffré, après la clôture du dossier. Aucune date de suppression n’est promise.",
  },
  ownWords: "Dans les mots de la politique",
  limits:
    "Aucune protection n’est complète : qui travaille sur votre signalement le lit, et qui détient à la fois la base de données et sa clé le pourrait.",
};

export const protectionWords: Readonly<Record<Language, ProtectionWords>> = {
  en: english,
  fr: french,
};
