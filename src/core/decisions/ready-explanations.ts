/**
 * Ready texts for what a reporter is told with a decision (ALU-09), in English and French. Each leaves a
 * blank for what only a person knows: no text of ours explains a decision by itself.
 */
import type { Explanations } from "../policy/dealings.ts";

export type ReadyExplanation = Explanations["texts"][number];

/** Those of the policy first; one of its names stands in the place of Parley's own. */
export function readyExplanations({ texts }: Pick<Explanations, "texts">): ReadyExplanation[] {
  const own = new Set(texts.map(({ name }) => name));
  return [...texts, ...builtIn.filter(({ name }) => !own.has(name))];
}

const builtIn: readonly ReadyExplanation[] = [
  {
    name: "intended",
    title: { en: "Works as intended", fr: "Comportement voulu" },
    outcome: "not-relevant",
    reasons: ["intended"],
    text: {
      en: "What you describe works as it is meant to, and gives nobody access that they were not given. [___ why it is so, and where that is documented ___]\n\nIf you see a way in which somebody gains something by it that they should not have, please tell us the steps: we will look again.",
      fr: "Ce que vous décrivez fonctionne comme prévu et ne donne à personne un accès qui ne lui a pas été accordé. [___ pourquoi, et où cela est documenté ___]\n\nSi vous voyez comment quelqu’un pourrait en tirer ce qui ne lui revient pas, indiquez-nous les étapes : nous regarderons à nouveau.",
    },
  },
  {
    name: "no-security-effect",
    title: { en: "No effect on security", fr: "Sans effet sur la sécurité" },
    outcome: "not-relevant",
    reasons: ["no-security-effect"],
    text: {
      en: "We followed what you describe and found no way in which it lets somebody read, change or disturb what they should not. [___ what we tried, and what came of it ___]\n\nIf you see a way that we missed, please tell us the steps: we will look again.",
      fr: "Nous avons suivi ce que vous décrivez et n’avons trouvé aucun moyen de lire, de modifier ou de perturber ce qui ne doit pas l’être. [___ ce que nous avons essayé, et le résultat ___]\n\nSi vous voyez un moyen qui nous a échappé, indiquez-nous les étapes : nous regarderons à nouveau.",
    },
  },
  {
    name: "not-reproducible",
    title: { en: "Could not be reproduced", fr: "Non reproduit" },
    outcome: "not-relevant",
    reasons: ["not-reproducible"],
    text: {
      en: "We followed your steps and could not make it happen. [___ versions, settings and steps that we tried ___]\n\nIf it happens on your side, please send us the exact version, the settings and a record of what you see: we will try again.",
      fr: "Nous avons suivi vos étapes sans pouvoir le reproduire. [___ versions, réglages et étapes essayés ___]\n\nSi cela se produit chez vous, envoyez-nous la version exacte, les réglages et une trace de ce que vous voyez : nous essaierons à nouveau.",
    },
  },
  {
    name: "known-behaviour",
    title: { en: "Known and documented", fr: "Connu et documenté" },
    outcome: "not-relevant",
    reasons: ["known-behaviour"],
    text: {
      en: "What you describe is known to us and documented, with what to do about it. [___ where it is documented, and what it says ___]\n\nIf your finding goes further than that, please tell us in which way: we will look again.",
      fr: "Ce que vous décrivez nous est connu et documenté, avec la conduite à tenir. [___ où cela est documenté, et ce qui y est dit ___]\n\nSi votre découverte va plus loin, dites-nous en quoi : nous regarderons à nouveau.",
    },
  },
  {
    name: "out-of-scope",
    title: { en: "Out of the scope of our policy", fr: "Hors du champ de notre politique" },
    outcome: "not-relevant",
    reasons: ["out-of-scope"],
    text: {
      en: "What you describe is out of the scope of our policy, which stands at {policyUrl}. [___ which part of it says so, and why it fits here ___]\n\nThis says nothing about the quality of your work. If you think that it is in scope, please tell us why.",
      fr: "Ce que vous décrivez est hors du champ de notre politique, qui se trouve à l’adresse {policyUrl}. [___ quelle partie le dit, et pourquoi elle s’applique ici ___]\n\nCela ne dit rien de la qualité de votre travail. Si vous pensez que cela en fait partie, dites-nous pourquoi.",
    },
  },
  {
    name: "not-ours",
    title: { en: "Not a product of ours", fr: "Pas un de nos produits" },
    outcome: "not-relevant",
    reasons: ["not-ours"],
    text: {
      en: "{house, select, coordinator {What you describe is nothing that {organisation} takes up.} other {What you describe lies in nothing that {organisation} makes or runs, so we cannot mend it.}} [___ whose it is, and how they are reached ___]\n\nPlease report it to them. {house, select, coordinator {If we misread you, please tell us where.} other {If we misread you and a product of ours is touched, please name it.}}",
      fr: "{house, select, coordinator {Ce que vous décrivez n’est pas de ce que {organisation} prend en charge.} other {Ce que vous décrivez ne se trouve dans rien de ce que {organisation} produit ou exploite ; nous ne pouvons donc pas le corriger.}} [___ à qui cela appartient, et comment les joindre ___]\n\nSignalez-le leur, s’il vous plaît. {house, select, coordinator {Si nous vous avons mal compris, dites-nous en quoi.} other {Si nous vous avons mal compris et qu’un de nos produits est touché, nommez-le.}}",
    },
  },
  {
    name: "duplicate",
    title: { en: "Known from an earlier report", fr: "Connu par un signalement antérieur" },
    outcome: "not-relevant",
    reasons: ["duplicate"],
    text: {
      en: "We know of what you describe from an earlier report, and work on it under that one. [___ since when, and how it stands ___]\n\nThank you for it all the same: that several people find the same thing tells us how easily it is found.",
      fr: "Ce que vous décrivez nous est connu par un signalement antérieur, sous lequel nous y travaillons. [___ depuis quand, et où cela en est ___]\n\nMerci malgré tout : que plusieurs personnes trouvent la même chose nous dit combien elle est facile à trouver.",
    },
  },
  {
    name: "need-more",
    title: { en: "We need more to decide", fr: "Il nous manque des éléments" },
    outcome: "need-more",
    reasons: [],
    text: {
      en: "We cannot decide on your report yet, since something is missing that we could not find out by ourselves. We need: [___ what we need, such as version, settings, steps ___]\n\nAs soon as we have it we go on; you need not report again.",
      fr: "Nous ne pouvons pas encore nous prononcer sur votre signalement : il manque ce que nous n’avons pas pu trouver nous-mêmes. Il nous faut : [___ ce qu’il nous faut, par exemple version, réglages, étapes ___]\n\nDès que nous l’aurons, nous continuerons ; inutile de signaler à nouveau.",
    },
  },
  {
    name: "not-confirmed",
    title: { en: "The analysis did not confirm it", fr: "L’analyse ne l’a pas confirmé" },
    outcome: "not-confirmed",
    reasons: [],
    text: {
      en: "Our analysis is finished, and it did not confirm a vulnerability. [___ what we examined, in which versions, and what it showed ___]\n\nIf you know something that speaks against this, please send it: we will look again.",
      fr: "Notre analyse est terminée et n’a pas confirmé de vulnérabilité. [___ ce que nous avons examiné, dans quelles versions, et le résultat ___]\n\nSi vous connaissez un élément contraire, envoyez-le nous : nous regarderons à nouveau.",
    },
  },
  {
    name: "confirmed",
    title: { en: "The analysis confirmed it", fr: "L’analyse l’a confirmé" },
    outcome: "confirmed",
    reasons: [],
    text: {
      en: "Our analysis confirmed what you reported. [___ cause, affected versions and effect ___]\n\nA remedy is being prepared; we tell you its date as soon as it is set.",
      fr: "Notre analyse a confirmé ce que vous avez signalé. [___ cause, versions touchées et effet ___]\n\nUn correctif est en préparation ; nous vous en donnerons la date dès qu’elle sera fixée.",
    },
  },
  {
    name: "accepted-risk",
    title: { en: "Confirmed, the risk is accepted", fr: "Confirmé, risque accepté" },
    outcome: "accepted-risk",
    reasons: [],
    text: {
      en: "Our analysis confirmed what you reported. For now it stays as it is: [___ why, and what limits the risk meanwhile ___]\n\nWe look at this decision again on a date that is set with it.",
      fr: "Notre analyse a confirmé ce que vous avez signalé. Pour le moment, nous n’y changeons rien : [___ pourquoi, et ce qui limite le risque d’ici là ___]\n\nNous réexaminerons cette décision à une date fixée avec elle.",
    },
  },
  {
    name: "will-not-fix",
    title: { en: "Confirmed, will not be fixed", fr: "Confirmé, ne sera pas corrigé" },
    outcome: "will-not-fix",
    reasons: [],
    text: {
      en: "Our analysis confirmed what you reported. It will not be fixed: [___ why, such as the end of support, and what users can do instead ___]\n\nIf you disagree, you can object to this decision on your page.",
      fr: "Notre analyse a confirmé ce que vous avez signalé. Cela ne sera pas corrigé : [___ pourquoi, par exemple la fin du support, et ce que les utilisateurs peuvent faire ___]\n\nSi vous n’êtes pas d’accord, vous pouvez contester cette décision sur votre page.",
    },
  },
];
