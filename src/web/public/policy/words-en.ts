/**
 * What our policy pages say in English besides the policy's own words. The French ones have the
 * same type, so that a sentence which is missing there does not compile. Nothing here promises: a
 * number comes from the policy, and only where it may be said.
 */
import type { LengthUnit } from "../../../core/clocks/length.ts";

const units: Record<LengthUnit, [one: string, many: string]> = {
  hours: ["hour", "hours"],
  days: ["day", "days"],
  workingDays: ["working day", "working days"],
  months: ["month", "months"],
};

export const english = {
  /** The page's own language, in that language. */
  name: "English",
  /** Locale of dates and figures. */
  locale: "en-GB",

  frame: {
    skip: "Skip to the main content",
    main: "Main",
    about: "About this site",
    otherLanguages: "This page in another language",
    pages: "Pages of the policy",
    contents: "On this page",
    demonstration: "Demonstration",
    notTheirs: "This is not the team’s own site.",
    links: {} as Readonly<Record<string, string>>,
  },

  pages: {
    policy: "The policy",
    process: "The process",
    protection: "How we protect your report",
    appeals: "Appeals",
    figures: "Figures",
    versions: "Versions",
    compare: "Compare versions",
  },

  head: {
    heading: "How we handle reports of vulnerabilities",
    title: "Disclosure policy",
    version: "Version",
    since: "In force since",
    from: "In force from",
    until: "until",
    contact: "Contact",
    team: "Team",
    report: "Report a vulnerability",
  },

  inherited: {
    notice: (parent: string, version: number) =>
      `This policy takes over the policy “${parent}”, version ${version}. Chapters in which it says something else are marked.`,
    mark: "Says otherwise than the policy that it takes over",
  },

  chapters: {
    about: "About the team",
    report: "Report to us",
    scope: "What is in scope",
    live: "Incidents that are happening now",
    process: "The process",
    expect: "What you can expect of us",
    ask: {
      asked: "What we ask of you",
      informed: "The rules that hold",
      accepted: "What you commit to",
    },
    confidentiality: "Confidentiality",
    severity: "Severity",
    publications: "What is published",
    coordination: "Coordinated disclosure",
    cna: "CVE numbers",
    root: "CVE numbers, and our role as Root",
    appeals: "Appeals",
    standards: "Standards that are followed",
  },

  about: {
    is: (team: string) => `This is the policy of the ${team}.`,
    entities: "It also answers for:",
    coordinated:
      "Coordinated vulnerability disclosure means: whoever finds a weakness tells those who can mend it first, and the public learns of it when people can protect themselves.",
  },

  report: {
    anybody: "Anybody may report:",
    byForm: "by the form",
    orMail: "or by mail to",
    key: "our OpenPGP key",
    encrypted: "For mail that nobody else should read, there is",
    noKey: "There is no OpenPGP key yet.",
    unnamed: "You need no account, and you may report without a name or an address.",
    noChat:
      "No chat and no public ticket takes a report: please write nothing about a vulnerability there.",
    help: "Where to turn for help",
    wish: (languages: string) => `Please write in ${languages} if you can.`,
    alsoRead: (languages: string) => `We also read ${languages}.`,
    definition: "What counts as a vulnerability",
    rewards: "Rewards",
  },

  scope: {
    caption: "Products and services in scope",
    name: "Name",
    line: "Line",
    kind: "Kind",
    support: "Support",
    product: "Product",
    service: "Service",
    inSupport: "In support",
    outOfSupport: "Out of support",
    versions: "Versions",
    states: {
      full: "in support",
      security: "security fixes only",
      ended: "out of support",
      "not-yet": "not yet in support",
    },
    from: (day: string) => `from ${day}`,
    until: (day: string) => `until ${day}`,
  },

  live: {
    caption: "Customer support for incidents that are happening now",
    support: "Support",
    others: { caption: "Who can act on incidents that are happening now", support: "Who" },
    region: "Region",
    product: "For",
    contact: "Contact",
    allProducts: "All products",
    afterwards: "If a weakness was used, please report that here afterwards.",
  },

  process: {
    lede: "Six steps from your message to what the public reads. Your own page shows the same steps, with “you are here”.",
    drawing: "The process of a report, drawn",
    asText: "What the policy says of each step",
    unsaid: "The policy says nothing more of the single steps.",
    more: "The process, step by step",
    steps: {
      received: {
        name: "Received",
        what: "It is stored and sealed the moment you send it.",
        without: "It is stored and sealed the moment you send it.",
      },
      acknowledged: {
        name: "Acknowledged",
        what: "You get a reference, and the way to reach us about it.",
        without: "The report has a reference, and you have a way to reach us about it.",
      },
      relevancy: {
        name: "Relevancy",
        what: "We decide whether it concerns our products, and tell you why.",
        without: "We decide whether it is one for us.",
      },
      conclusion: {
        name: "Conclusion",
        what: "We analyse it, keep you informed, and tell you what we found.",
        without: "It is analysed, and a conclusion is recorded.",
      },
      correction: {
        name: "Correction",
        what: "We work on a remedy and tell you when it will come.",
        without: "A remedy is worked on by those who can make one.",
      },
      published: {
        name: "Published",
        what: "What readers need to know appears, with your name if you wish.",
        without: "What readers need to know appears, with your name if you wish.",
      },
    },
    actors: { you: "You", us: "The team" },
    exits: {
      relevancy: "Not one for us: the case closes with the reason.",
      conclusion: "No vulnerability: the case closes with an explanation.",
      question: "A question to you: the step waits for your answer.",
    },
  },

  number: {
    promised: (length: string) => `We promise it within ${length}.`,
    aimed: (length: string) => `We aim to do so within ${length}.`,
    agreedWithYou: "The date is agreed with you.",
    agreed: "The date is agreed with those concerned.",
    band: (band: string, length: string) => `For the level “${band}”: ${length}.`,
    length: (count: number, unit: LengthUnit) => `${count} ${units[unit][count === 1 ? 0 : 1]}`,
    workingDays: (days: string, country: string, zone: string) =>
      `Working days here are ${days}, without the public holidays of ${country}, counted in the time of ${zone}.`,
  },

  expect: {
    detailed: "If a report is rejected, its reporter is told in detail why.",
    reasoned: "If a report is rejected, its reporter is told the reason.",
    notGuaranteed: "A response is not guaranteed.",
    counted: "Reports that stay without an answer are counted all the same.",
    noReply: "Some kinds of reports get an automatic answer, and no other:",
  },

  ask: {
    asked: { must: "We ask you to", mustNot: "We ask you not to" },
    informed: { must: "Please", mustNot: "You must not" },
    accepted: { must: "You will", mustNot: "You will not" },
    strength: {
      asked: "These are requests. Your report is taken either way.",
      informed: "These rules hold for everybody who reports.",
      accepted: "Who reports by the form accepts these commitments there.",
    },
  },

  confidentiality: {
    mayForward: "A report may be passed on to the maker of a component that it concerns.",
    notForwarded: "A report is not passed on to others.",
    neverNamed: "Your name and address are never given to others.",
    withPermission: "Your name and address are given to others only with your permission.",
    protection: "How we protect your report",
    safeHarbour: "For those who act in good faith",
  },

  retention: {
    title: "How long it is kept",
    identities: (length: string) =>
      `The name and address of a reporter are kept for ${length} after the case is closed.`,
    content: (length: string) =>
      `Reports, messages and files are kept for ${length} after the case is closed.`,
    rejected: (length: string) =>
      `Where a report is not one for us, all of it is kept for ${length} after the case is closed.`,
    automatic: "Then it is erased.",
    automaticFor: (what: string) =>
      `Then it is erased: ${what} by itself, the rest once a person has confirmed it.`,
    confirmed: "Then a person confirms that it is erased.",
    held: "Something is kept for longer only while a legal duty to keep it stands.",
    requests: (length: string) =>
      `You can ask us to erase what we hold about you, in the portal or by mail. We answer within ${length}.`,
  },

  severity: {
    follow: (version: string) => `Scores follow CVSS ${version}.`,
    alsoTaken: (versions: string) => `Scores in CVSS ${versions} are taken too.`,
    scale: "They are put into words by this scale:",
    caption: "Levels by score",
    level: "Level",
    score: "Score",
    colour: "Colour",
    orBelow: (score: string) => `${score} or below`,
    override: "Where a score misses what matters, the team may set another level.",
    overrideWithReason:
      "Where a score misses what matters, the team may set another level and says why; the score stays beside it.",
    colours: {
      purple: "Purple",
      red: "Red",
      orange: "Orange",
      yellow: "Yellow",
      green: "Green",
      blue: "Blue",
      grey: "Grey",
    } as Readonly<Record<string, string>>,
  },

  publications: {
    oneHolds: "A publication is owed once one of these holds:",
    early: "It may then appear before any remedy.",
    forBands: (bands: string) => `This is so for: ${bands}.`,
    kinds: "Kinds of publications:",
    claims: "what is affected and how to defend it.",
    claimsEarly: "what is affected and how to defend it; it may appear before a remedy exists.",
    claimsNothing: "what is known; it never says that a remedy exists.",
    onThisSite: "Everything that is published for everybody",
    isHere: "is on this site.",
    alsoOn: (portal: string) => `It is also on: ${portal}.`,
    loginNeeded: "A login is needed there, and never here.",
    bodies: (bodies: string) => `Also told: ${bodies}.`,
    secondPerson: "Nothing appears before a second person has approved it.",
    disclaimer: "On every publication stands:",
    exceptions: "Exceptions",
    thanks: "Thanks",
    askToBeNamed: "Reporters are thanked by name only if they ask for it.",
    unlessDeclined: "Reporters are thanked by name unless they decline.",
    caseByCase: "Whether somebody is thanked is decided case by case.",
    thanksPage: "Those who were thanked",
  },

  coordination: {
    ends: "Confidentiality between you and the team ends when all of this is so:",
    proposed: (length: string) => `The length that is proposed first is ${length}.`,
    coordinatorDefault: (length: string) =>
      `A coordinator’s date, where it states no other: ${length} after its first contact attempt.`,
    sources: (sources: string) => `Notices of these bodies are watched: ${sources}.`,
    everyCve: "Every CVE that touches a product ends in a recorded decision.",
  },

  cna: {
    is: (name: string) => `In the CVE Program the team is known as “${name}”.`,
    roles: "It is:",
    assigns: "It gives CVE numbers to:",
    excludes: "It gives none to components of others inside its products.",
  },

  appeals: {
    lede: (team: string) => `How to contest a decision, and what the ${team} then does.`,
    grounds: "When you may appeal",
    process: "What happens then",
    where: "Where to send it",
    send: "Send a detailed message to",
    deadlines: "By when",
    final: "How far the decision is final",
    ourRoot: "The decision is final within our Root.",
    notFinal: "The decision is not final.",
    next: "The next level",
    more: "How to appeal",
    short: "Decisions on CVE numbers can be appealed.",
  },

  versions: {
    lede: "Every text that was, is or will be in force. A report keeps the text that was in force when it arrived.",
    caption: "Versions of the policy",
    version: "Version",
    from: "In force from",
    until: "Until",
    standing: "Standing",
    earlier: "Earlier",
    current: "In force now",
    upcoming: "To come",
    open: "open",
    differences: "Differences",
    toCurrent: (version: number) => `from version ${version} to the one in force`,
    versionN: (version: number) => `Version ${version}`,
    isEarlier: "This is an earlier version.",
    readCurrent: "Read the version in force",
    isUpcoming: (when: string) => `This version comes into force on ${when}.`,
    isCurrent: "This is the version in force.",
    previous: (version: number) => `Version ${version}, before this one`,
    next: (version: number) => `Version ${version}, after this one`,
    unknown: (version: string) => `There is no version ${version} of this policy.`,
    all: "All versions",
  },

  compare: {
    lede: "What changed between two versions, setting by setting.",
    from: "From version",
    to: "To version",
    submit: "Compare",
    choose: "Choose the versions",
    between: (from: number, to: number) => `From version ${from} to version ${to}`,
    same: "You chose the same version twice: there is no difference.",
    none: "These two versions say the same.",
    count: (count: number) => (count === 1 ? "1 difference." : `${count} differences.`),
    untold: (count: number) =>
      count === 1
        ? "One setting inside the program differs besides; no page prints it."
        : `${count} settings inside the program differ besides; no page prints them.`,
    added: "Added",
    removed: "Removed",
    changed: "Changed",
    before: "Before",
    after: "After",
    otherLanguage: "The words in this language are the same; those in another language differ.",
    onlyOne: "There is only one version so far, so there is nothing to compare.",
    yes: "Yes",
    no: "No",
  },
};

export type PolicyWords = typeof english;
