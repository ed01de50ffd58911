/** The words of what a reporter asks and chooses on the page of their report: one place for all of them. */

export const requestWords = {
  title: "Ask us",
  status: {
    title: "How does it stand?",
    button: "Ask how it stands",
    about: "Whoever answers for your report is told at once. The answer comes in the conversation.",
    waits: "You asked how it stands, and we owe you a word. Asked on",
    again: "You can ask again from",
    answered: "You asked last on",
    closed: "This report is closed. If something is not settled, write in the conversation.",
  },
  consent: {
    title: "May I publish what I found?",
    about:
      "Tell us when and where, and we answer whether anything on our side stands against it. You can ask as often as your plans change.",
    open: "Ask whether I may publish",
    waits: "You asked, and we owe you an answer.",
    takeBack: "I no longer ask",
    when: "For",
    where: "Where",
    more: "Your words",
    given: "Our answer is yes.",
    givenFrom: "Nothing on our side stands against it from",
    refused: "Our answer is: not yet.",
    withdrawn: "You took the request back.",
    again: "Ask again",
    ours: "Our words",
  },
  fix: {
    title: "Does the fix mend what you found?",
    invited: "We invite you to try it, until",
    what: "What to try, and where to get it",
    about:
      "Nobody else sees your answer than the people who work on your report. You owe us nothing; without an answer we go on.",
    open: "Tell us what became of it",
    changed: "Say otherwise",
    said: {
      works: "You said: yes",
      fails: "You said: no",
      "not-tried": "You could not try it",
    },
  },
  plan: {
    title: "Your own plans to publish",
    none: "You told us of no plan to publish.",
    ofReport: "With your report you told us:",
    planned: "You told us that you mean to publish.",
    change: "Tell us of a plan",
    changed: "Change it",
    about:
      "So that those concerned can be ready. A plan is no promise, and you can change it at any time.",
  },
} as const;

export const newsWords = {
  title: "News by mail",
  now: {
    "every-change": "We mail you every change.",
    results:
      "We mail you results only: decisions, conclusions, publications and what we ask of you.",
    none: "We mail you no news. Everything stands here, and a colleague may still write to you.",
  },
  about:
    "Your report is worked on in the same way, whatever you choose, and this page shows everything.",
  change: "Choose which news we mail",
  save: "Choose",
  choices: {
    "every-change": "Every change",
    results: "Results only",
    none: "None: I look here",
  },
  confirmed: "Our mail reaches you: its link was opened on",
  unconfirmed:
    "Nobody has opened the link of our mail yet. Your report is read and worked on all the same. If no mail came, write us the right address in the conversation, or look here.",
} as const;

export const datesWords = {
  title: "Your dates",
  received: "Your report arrived",
  closed: "The report was closed",
  notBefore: "We publish nothing before",
  plan: "You mean to publish",
  consentAsked: "You ask to publish on",
  consentGiven: "You may publish from",
  fix: "Until then you may try the fix",
  statusAgain: "You can ask again how it stands",
} as const;

export const objectionWords = {
  title: "If you see it otherwise",
  about:
    "You can object to a decision of ours. Somebody else than who took it looks at it again and answers with reasons. How your report is treated meanwhile does not change.",
  open: "Object to a decision",
  answer: "Our answer",
  takeBack: "I take it back",
  further: "If you still see it otherwise, what you can do is said in",
  policy: "our policy",
  matter: {
    relevancy: "Your objection: whether your report is one for us",
    conclusion: "Your objection: what we concluded",
    other: "Your objection",
  },
  states: {
    raised: "Waits for our answer",
    withdrawn: "You took it back",
    upheld: "You are right: we decide anew",
    "partly-upheld": "You are right in part",
    rejected: "The decision stands",
  },
} as const;
