/** What our policy pages say in French besides the policy's own words: sentence for sentence as in English. */
import type { LengthUnit } from "../../../core/clocks/length.ts";
import type { PolicyWords } from "./words-en.ts";

const units: Record<LengthUnit, [one: string, many: string]> = {
  hours: ["heure", "heures"],
  days: ["jour", "jours"],
  workingDays: ["jour ouvré", "jours ouvrés"],
  months: ["mois", "mois"],
};

export const french: PolicyWords = {
  name: "Français",
  locale: "fr-FR",

  frame: {
    skip: "Aller au contenu principal",
    main: "Navigation principale",
    about: "À propos de ce site",
    otherLanguages: "Cette page dans une autre langue",
    pages: "Pages de la politique",
    contents: "Sur cette page",
    demonstration: "Démonstration",
    notTheirs: "Ce n’est pas le site de l’équipe.",
    links: {
      "/report": "Signaler une vulnérabilité",
      "/publications": "Publications",
      "/policy": "Politique",
      "/portal": "Votre signalement",
      "/thanks": "Remerciements",
      "/key": "Notre clé OpenPGP",
      "/.well-known/security.txt": "security.txt",
      "/.well-known/csaf/provider-metadata.json": "Fournisseur CSAF",
      "/sign-in": "Connexion de l’équipe",
    },
  },

  pages: {
    policy: "La politique",
    process: "Le processus",
    protection: "Comment nous protégeons votre signalement",
    appeals: "Recours",
    figures: "Chiffres",
    versions: "Versions",
    compare: "Comparer les versions",
  },

  head: {
    heading: "Comment nous traitons les signalements de vulnérabilités",
    title: "Politique de divulgation",
    version: "Version",
    since: "En vigueur depuis le",
    from: "En vigueur à partir du",
    until: "jusqu’au",
    contact: "Contact",
    team: "Équipe",
    report: "Signaler une vulnérabilité",
  },

  inherited: {
    notice: (parent, version) =>
      `Cette politique reprend la politique « ${parent} », version ${version}. Les chapitres où elle dit autre chose sont marqués.`,
    mark: "Diffère de la politique reprise",
  },

  chapters: {
    about: "L’équipe",
    report: "Nous signaler une vulnérabilité",
    scope: "Ce qui est couvert",
    live: "Incidents en cours",
    process: "Le processus",
    expect: "Ce que vous pouvez attendre de nous",
    ask: {
      asked: "Ce que nous vous demandons",
      informed: "Les règles à respecter",
      accepted: "Ce à quoi vous vous engagez",
    },
    confidentiality: "Confidentialité",
    severity: "Gravité",
    publications: "Ce qui est publié",
    coordination: "Divulgation coordonnée",
    cna: "Numéros CVE",
    root: "Numéros CVE, et notre rôle de Root",
    appeals: "Recours",
    standards: "Normes suivies",
  },

  about: {
    is: (team) => `Ceci est la politique de l’équipe « ${team} ».`,
    entities: "Elle répond aussi de :",
    coordinated:
      "La divulgation coordonnée signifie ceci : la personne qui trouve une faiblesse la dit d’abord à ceux qui peuvent la corriger, et le public l’apprend quand chacun peut se protéger.",
  },

  report: {
    anybody: "Tout le monde peut signaler une vulnérabilité :",
    byForm: "par le formulaire (en anglais)",
    orMail: "ou par courriel à",
    key: "notre clé OpenPGP",
    encrypted: "Pour un courriel que personne d’autre ne doit lire, il y a",
    noKey: "Il n’y a pas encore de clé OpenPGP.",
    unnamed:
      "Vous n’avez besoin d’aucun compte, et vous pouvez écrire sans donner de nom ni d’adresse.",
    noChat:
      "Aucune messagerie instantanée et aucun ticket public ne reçoit de signalement : n’y écrivez rien sur une vulnérabilité.",
    help: "À qui s’adresser pour de l’aide (en anglais)",
    wish: (languages) => `Écrivez si possible en ${languages}.`,
    alsoRead: (languages) => `Nous lisons aussi : ${languages}.`,
    definition: "Ce qui compte comme vulnérabilité",
    rewards: "Récompenses",
  },

  scope: {
    caption: "Produits et services couverts",
    name: "Nom",
    line: "Gamme",
    kind: "Nature",
    support: "Support",
    product: "Produit",
    service: "Service",
    inSupport: "Pris en charge",
    outOfSupport: "Plus pris en charge",
    versions: "Versions",
    states: {
      full: "prise en charge",
      security: "corrections de sécurité seulement",
      ended: "plus prise en charge",
      "not-yet": "pas encore prise en charge",
    },
    from: (day: string) => `à partir du ${day}`,
    until: (day: string) => `jusqu’au ${day}`,
  },

  live: {
    caption: "Support client pour les incidents en cours",
    support: "Support",
    others: { caption: "Qui peut agir sur les incidents en cours", support: "Qui" },
    region: "Région",
    product: "Pour",
    contact: "Contact",
    allProducts: "Tous les produits",
    afterwards: "Si une faiblesse a été exploitée, signalez-la ici ensuite.",
  },

  process: {
    lede: "Six étapes, de votre message à ce que le public lit. Votre propre page montre les mêmes étapes, avec « vous êtes ici ».",
    drawing: "Le parcours d’un signalement, en dessin",
    asText: "Ce que la politique dit de chaque étape",
    unsaid: "La politique n’en dit pas plus sur chacune des étapes.",
    more: "Le processus, étape par étape",
    steps: {
      received: {
        name: "Reçu",
        what: "Il est conservé et scellé dès que vous l’envoyez.",
        without: "Il est conservé et scellé dès que vous l’envoyez.",
      },
      acknowledged: {
        name: "Accusé de réception",
        what: "Vous recevez une référence, et le moyen de nous joindre à ce sujet.",
        without:
          "Le signalement a une référence, et vous avez un moyen de nous joindre à ce sujet.",
      },
      relevancy: {
        name: "Pertinence",
        what: "Nous décidons s’il concerne nos produits, et vous disons pourquoi.",
        without: "Nous décidons s’il nous concerne.",
      },
      conclusion: {
        name: "Conclusion",
        what: "Nous l’analysons, vous tenons au courant et vous disons ce que nous avons trouvé.",
        without: "Il est analysé, et une conclusion est consignée.",
      },
      correction: {
        name: "Correction",
        what: "Nous travaillons à un remède et vous disons quand il viendra.",
        without: "Ceux qui peuvent faire un remède y travaillent.",
      },
      published: {
        name: "Publié",
        what: "Ce que les lecteurs doivent savoir paraît, avec votre nom si vous le souhaitez.",
        without: "Ce que les lecteurs doivent savoir paraît, avec votre nom si vous le souhaitez.",
      },
    },
    actors: { you: "Vous", us: "L’équipe" },
    exits: {
      relevancy: "Cela ne nous concerne pas : le dossier est clos, avec la raison.",
      conclusion: "Pas de vulnérabilité : le dossier est clos, avec une explication.",
      question: "Une question pour vous : l’étape attend votre réponse.",
    },
  },

  number: {
    promised: (length) => `Nous le promettons sous ${length}.`,
    aimed: (length) => `Nous visons un délai de ${length}.`,
    agreedWithYou: "La date est convenue avec vous.",
    agreed: "La date est convenue avec les personnes concernées.",
    band: (band, length) => `Pour le niveau « ${band} » : ${length}.`,
    length: (count, unit) => `${count} ${units[unit][count < 2 ? 0 : 1]}`,
    workingDays: (days, country, zone) =>
      `Les jours ouvrés sont ici : ${days}, hors jours fériés (${country}), comptés à l’heure de ${zone}.`,
  },

  expect: {
    detailed: "Si un signalement est rejeté, son auteur en reçoit une explication détaillée.",
    reasoned: "Si un signalement est rejeté, son auteur en apprend la raison.",
    notGuaranteed: "Une réponse n’est pas garantie.",
    counted: "Les signalements qui restent sans réponse sont comptés malgré tout.",
    noReply: "Certains types de signalements reçoivent une réponse automatique, et aucune autre :",
  },

  ask: {
    asked: { must: "Nous vous demandons de", mustNot: "Nous vous demandons de ne pas" },
    informed: { must: "Merci de", mustNot: "Vous ne devez pas" },
    accepted: { must: "Vous vous engagez à", mustNot: "Vous vous engagez à ne pas" },
    strength: {
      asked: "Ce sont des demandes. Votre signalement est reçu dans tous les cas.",
      informed: "Ces règles valent pour toutes les personnes qui signalent.",
      accepted: "Qui signale par le formulaire y accepte ces engagements.",
    },
  },

  confidentiality: {
    mayForward: "Un signalement peut être transmis au fabricant du composant qu’il concerne.",
    notForwarded: "Un signalement n’est pas transmis à d’autres.",
    neverNamed: "Votre nom et votre adresse ne sont jamais donnés à d’autres.",
    withPermission: "Votre nom et votre adresse ne sont donnés à d’autres qu’avec votre accord.",
    protection: "Comment nous protégeons votre signalement",
    safeHarbour: "Pour ceux qui agissent de bonne foi",
  },

  retention: {
    title: "Durée de conservation",
    identities: (length) =>
      `Le nom et l’adresse de l’auteur d’un signalement sont conservés ${length} après la clôture du dossier.`,
    content: (length) =>
      `Les signalements, messages et fichiers sont conservés ${length} après la clôture du dossier.`,
    rejected: (length) =>
      `Si un signalement n’est pas de notre ressort, tout est conservé ${length} après la clôture du dossier.`,
    automatic: "Ensuite, tout cela est effacé.",
    automaticFor: (what) =>
      `Ensuite, tout cela est effacé : ${what} automatiquement, le reste après confirmation d’une personne.`,
    confirmed: "Ensuite, une personne en confirme l’effacement.",
    held: "La conservation ne se prolonge que tant qu’une obligation légale l’impose.",
    requests: (length) =>
      `Vous pouvez nous demander d’effacer ce que nous détenons à votre sujet, sur le portail ou par courrier électronique. Nous répondons sous ${length}.`,
  },

  severity: {
    follow: (version) => `Les scores suivent CVSS ${version}.`,
    alsoTaken: (versions) => `Les scores en CVSS ${versions} sont aussi acceptés.`,
    scale: "Cette échelle les met en mots :",
    caption: "Niveaux selon le score",
    level: "Niveau",
    score: "Score",
    colour: "Couleur",
    orBelow: (score) => `${score} ou moins`,
    override: "Si un score passe à côté de l’essentiel, l’équipe peut fixer un autre niveau.",
    overrideWithReason:
      "Si un score passe à côté de l’essentiel, l’équipe peut fixer un autre niveau et dit pourquoi ; le score reste affiché à côté.",
    colours: {
      purple: "Violet",
      red: "Rouge",
      orange: "Orange",
      yellow: "Jaune",
      green: "Vert",
      blue: "Bleu",
      grey: "Gris",
    },
  },

  publications: {
    oneHolds: "Une publication est due dès qu’une de ces conditions est remplie :",
    early: "Elle peut alors paraître avant tout remède.",
    forBands: (bands) => `Cela vaut pour : ${bands}.`,
    kinds: "Types de publications :",
    claims: "ce qui est touché et comment s’en défendre.",
    claimsEarly:
      "ce qui est touché et comment s’en défendre ; elle peut paraître avant qu’un remède existe.",
    claimsNothing: "ce qui est connu ; elle ne dit jamais qu’un remède existe.",
    onThisSite: "Tout ce qui est publié pour tous",
    isHere: "se trouve sur ce site.",
    alsoOn: (portal) => `Également sur : ${portal}.`,
    loginNeeded: "Une connexion est nécessaire là-bas, et jamais ici.",
    bodies: (bodies) => `Sont aussi informés : ${bodies}.`,
    secondPerson: "Rien ne paraît avant qu’une seconde personne l’ait approuvé.",
    disclaimer: "Sur chaque publication figure :",
    exceptions: "Exceptions",
    thanks: "Remerciements",
    askToBeNamed: "Les personnes sont remerciées par leur nom seulement si elles le demandent.",
    unlessDeclined: "Les personnes sont remerciées par leur nom, sauf si elles refusent.",
    caseByCase: "L’équipe décide au cas par cas si quelqu’un est remercié.",
    thanksPage: "Les personnes remerciées",
  },

  coordination: {
    ends: "La confidentialité entre vous et l’équipe prend fin quand tout ceci est vrai :",
    proposed: (length) => `La durée proposée d’abord est de ${length}.`,
    coordinatorDefault: (length) =>
      `La date d’un coordinateur, s’il n’en donne pas d’autre : ${length} après sa première prise de contact.`,
    sources: (sources) => `Les avis de ces organismes sont suivis : ${sources}.`,
    everyCve: "Chaque CVE qui touche un produit aboutit à une décision consignée.",
  },

  cna: {
    is: (name) => `Dans le programme CVE, l’équipe porte le nom « ${name} ».`,
    roles: "Elle est :",
    assigns: "Elle donne des numéros CVE :",
    excludes: "Elle n’en donne pas aux composants d’autrui dans ses produits.",
  },

  appeals: {
    lede: (team) => `Comment contester une décision, et ce que fait alors l’équipe « ${team} ».`,
    grounds: "Quand vous pouvez faire recours",
    process: "Ce qui se passe ensuite",
    where: "Où l’envoyer",
    send: "Envoyez un message détaillé à",
    deadlines: "Dans quels délais",
    final: "Jusqu’où la décision est définitive",
    ourRoot: "La décision est définitive au sein de notre Root.",
    notFinal: "La décision n’est pas définitive.",
    next: "Le niveau suivant",
    more: "Comment faire recours",
    short: "Les décisions sur les numéros CVE peuvent faire l’objet d’un recours.",
  },

  versions: {
    lede: "Tous les textes qui ont été, sont ou seront en vigueur. Un signalement garde le texte en vigueur à son arrivée.",
    caption: "Versions de la politique",
    version: "Version",
    from: "En vigueur à partir du",
    until: "Jusqu’au",
    standing: "État",
    earlier: "Ancienne",
    current: "En vigueur",
    upcoming: "À venir",
    open: "sans fin fixée",
    differences: "Différences",
    toCurrent: (version) => `de la version ${version} à celle en vigueur`,
    versionN: (version) => `Version ${version}`,
    isEarlier: "Ceci est une ancienne version.",
    readCurrent: "Lire la version en vigueur",
    isUpcoming: (when) => `Cette version entre en vigueur le ${when}.`,
    isCurrent: "Ceci est la version en vigueur.",
    previous: (version) => `Version ${version}, avant celle-ci`,
    next: (version) => `Version ${version}, après celle-ci`,
    unknown: (version) => `Il n’y a pas de version ${version} de cette politique.`,
    all: "Toutes les versions",
  },

  compare: {
    lede: "Ce qui a changé entre deux versions, réglage par réglage.",
    from: "De la version",
    to: "À la version",
    submit: "Comparer",
    choose: "Choisissez les versions",
    between: (from, to) => `De la version ${from} à la version ${to}`,
    same: "Vous avez choisi deux fois la même version : il n’y a aucune différence.",
    none: "Ces deux versions disent la même chose.",
    count: (count) => (count < 2 ? `${count} différence.` : `${count} différences.`),
    untold: (count) =>
      count === 1
        ? "Un réglage interne du programme diffère en outre ; aucune page ne l’imprime."
        : `${count} réglages internes du programme diffèrent en outre ; aucune page ne les imprime.`,
    added: "Ajouté",
    removed: "Supprimé",
    changed: "Modifié",
    before: "Avant",
    after: "Après",
    otherLanguage:
      "Les mots dans cette langue sont les mêmes ; ceux d’une autre langue sont différents.",
    onlyOne: "Il n’y a qu’une version pour l’instant : il n’y a rien à comparer.",
    yes: "Oui",
    no: "Non",
  },
};
