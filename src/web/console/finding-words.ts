/** How a mail found its case, in words: what led there, what proved it, and the events of it. */
import type { CaseWay, Proof } from "../../core/mail/find-case.ts";
import type { Sentence } from "./event-sentence.ts";

/** What led from a mail to a case, each after "because ". */
const wayWords: Readonly<Record<CaseWay, string>> = {
  "reply-address": "it was sent to the address that a party of the case was given",
  "answers-ours": "it answers a mail of ours",
  "answers-theirs": "it answers a mail of a party",
  "our-reference": "its subject names our reference",
  "outside-reference": "its subject names a reference or CVE id that the case has",
  "party-key": "it is signed by the key of a party",
  "reference-in-text": "its text names the case",
};

export const proofWords: Readonly<Record<Proof, string>> = {
  "reply-address": "came to their own reply address",
  thread: "answers a mail that only they were sent",
  domain: "their domain vouches for it",
  signature: "signed by their key",
};

/** "it answers a mail of ours, and its text names the case". */
export function whyWords(why: readonly CaseWay[]): string {
  return why.map((way) => wayWords[way]).join(", and ");
}

export const findingEvents: Readonly<Record<string, Sentence>> = {
  "reply-address.issued": (body, names) => ({
    what: `gave ${names.party(body("partyId"))} an address of their own for answers`,
    icon: "mail",
  }),
  "reference.added": (body, names) => ({
    what: `kept what ${names.party(body("partyId"))} calls the case`,
    icon: "plus",
  }),
  "reference.removed": (body, names) => ({
    what: `took a reference of ${names.party(body("partyId"))} off the case`,
    icon: "file",
  }),
  "mail.claimed": () => ({
    what: "found that a mail names this case and does not prove who wrote it",
    icon: "mail",
    tone: "warning",
  }),
  "mail.came-again": (body) => ({
    what: body("mailbox")
      ? `found that the mail came again, to the mailbox ${body("mailbox")}: it is here once`
      : "found that the mail came again: it is here once",
    icon: "mail",
  }),
  "mail.declined": () => ({
    what: "said that a mail which names this case is not of it",
    icon: "lock",
  }),
  "message.joined": () => ({
    what: "put a mail into this case that had opened one of its own",
    icon: "mail",
    tone: "info",
  }),
  "message.unjoined": () => ({
    what: "took a mail out of this case again",
    icon: "mail",
    tone: "warning",
  }),
  "message.moved": () => ({
    what: "put the mail into the case where it belongs; nothing is owed here any more",
    icon: "mail",
  }),
  "message.moved-back": () => ({
    what: "took the mail out of the other case; the clocks run as they would have",
    icon: "key",
    tone: "warning",
  }),
};
