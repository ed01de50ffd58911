/** What parties ask and choose on their page, in words of the timeline. Never the words they wrote. */
import { notedOf, type Sentence } from "./event-sentence.ts";
import { milestoneWords } from "./promise-event-words.ts";

const news: Readonly<Record<string, string>> = {
  "every-change": "wants every change by mail",
  results: "wants results alone by mail",
  none: "wants no news by mail, and looks at the page",
};

const meanings: Readonly<Record<string, string>> = {
  "objection-relevancy": "an objection to the decision on relevancy",
  "objection-conclusion": "an objection to the conclusion",
  "objection-other": "an objection",
  "fix-works": "their word on the fix",
  "fix-fails": "their word on the fix",
  "fix-not-tried": "their word on the fix",
  "status-asked": "a question how the report stands",
  "credit-none": "their choice of thanks",
  "credit-name": "their choice of thanks",
  "credit-known-handle": "their choice of thanks",
  "credit-handle": "their choice of thanks",
  "credit-organisation": "their choice of thanks",
  "news-every-change": "their choice of news",
  "news-results": "their choice of news",
  "news-none": "their choice of news",
};

const fixes: Readonly<Record<string, string>> = {
  works: "said that the fix mends what they found",
  fails: "said that the fix does not mend what they found",
  "not-tried": "could not try the fix",
};

export const portalEvents: Readonly<Record<string, Sentence>> = {
  "status.asked": (body, names) => ({
    what: `${notedOf(body, names)}asked how the report stands`,
    icon: "clock",
    tone: "warning",
  }),
  "consent.requested": () => ({
    what: "asked for consent to publish",
    icon: "mail",
    tone: "warning",
  }),
  "consent.taken-back": () => ({
    what: "took back the request for consent to publish",
    icon: "mail",
  }),
  "consent.answered": (body, names, event) => {
    const by = milestoneWords(event.type)?.(body, names, event);
    if (by && body("word") === "") return by;
    const given = body("word") === "given";
    return {
      what: `${given ? "consented to the publication" : "said “not yet” to the publication"} of ${names.party(body("partyId"))}`,
      icon: "check",
      tone: given ? "success" : "info",
    };
  },
  "news.chosen": (body, names) => ({
    what: `${notedOf(body, names)}${news[body("word")] ?? "chose which news to get by mail"}`,
    icon: "mail",
    tone: body("word") === "none" ? "warning" : "info",
  }),
  "plan.told": (body) => ({
    what:
      body("word") === "planned"
        ? "told when and where they mean to publish"
        : "plans no publication of their own",
    icon: "clock",
    tone: body("word") === "planned" ? "warning" : "info",
  }),
  "fix.invited": (body, names) => ({
    what: `invited ${names.party(body("partyId"))} to try the fix`,
    icon: "mail",
    tone: "info",
  }),
  "message.taken-as": (body, names) => ({
    what: `said what a message of ${names.party(body("partyId"))} is: ${meanings[body("as")] ?? "their word"}`,
    icon: "note",
  }),
  "fix.answered": (body, names) => ({
    what: `${notedOf(body, names)}${fixes[body("word")] ?? "answered on the fix"}`,
    icon: "check",
    tone: body("word") === "fails" ? "danger" : "success",
  }),
  "address.confirmed": () => ({
    what: "opened the link of a mail: the address reaches them",
    icon: "check",
    tone: "success",
  }),
};
