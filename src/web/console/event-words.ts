/**
 * The timeline in words: what each kind of event says to a colleague. Bodies hold ids and codes
 * only, so no sentence here can repeat what a reporter wrote.
 */
import { isLetterName, letterTemplates } from "../../core/letters/letter-catalogue.ts";
import type { EventView } from "../../store/events/reader.ts";
import { whenText } from "../../ui/when.tsx";
import { callEvents } from "./call-event-words.ts";
import { capital, closeReasonWords, outcomeWords, wordFor } from "./case-words.ts";
import { decisionEvents } from "./decision-event-words.ts";
import { deliveryEvents } from "./delivery-event-words.ts";
import { dutyEvents } from "./duty-event-words.ts";
import type { Body, EventWords, NamesOfEvents, Sentence } from "./event-sentence.ts";
import { factEvents } from "./fact-event-words.ts";
import { fileEvents } from "./file-event-words.ts";
import { findingEvents } from "./finding-words.ts";
import { identityEvents } from "./identity-event-words.ts";
import { keyLinkEvents } from "./key-link-words.ts";
import { kindEvents } from "./kind-event-words.ts";
import { linkEvents } from "./link-event-words.ts";
import { partyKeyEvents } from "./party-key-event-words.ts";
import { peopleEvents } from "./people-event-words.ts";
import { portalEvents } from "./portal-event-words.ts";
import { milestoneWords, promiseEvents } from "./promise-event-words.ts";
import { readingEvents } from "./reading-event-words.ts";
import { remedyEvents } from "./remedy-event-words.ts";
import { retentionEvents } from "./retention-event-words.ts";
import { scoreEvents } from "./score-event-words.ts";
import { translationEvents } from "./translation-event-words.ts";
import { transmissionEvents } from "./transmission-event-words.ts";
import { heldBack, trayEvents } from "./tray-event-words.ts";

const intake: Readonly<Record<string, Sentence>> = {
  "case.opened": (body) => ({
    what: `opened the case under version ${body("policyVersion")} of the policy`,
    icon: "plus",
  }),
  "report.received": (body, names) => ({
    what: `took the report of ${names.party(body("partyId"))}${heldBack(body("answerHeld"))}`,
    icon: "mail",
    tone: "info",
  }),
  "report.moved-elsewhere": () => ({
    what: "read another state of the report at the site that it lies at",
    icon: "mail",
  }),
  "report.imported": (body, names) => ({
    what: `took the report of ${names.party(body("partyId"))} over from another tool`,
    icon: "mail",
  }),
  "message.imported": (body) => ({
    what: `took a mail of ${whenText({ at: body("sentAt"), precision: "day" })} over from another tool`,
    icon: "mail",
  }),
  "sender.checked": () => ({ what: "checked the sender of a mail again", icon: "mail" }),
  "report.read": () => ({ what: "opened the report for the first time", icon: "file" }),
  "report.added": () => ({ what: "added a further report", icon: "file" }),
  "acknowledgement.sent": (_, names, event) => ({
    what: `acknowledged the report to ${names.party(event.sideId)}`,
    icon: "seal",
    tone: "success",
  }),
};

const analysis: Readonly<Record<string, Sentence>> = {
  "case.assigned": (body, names) => ({
    what: `gave the case to ${names.person(body("ownerId"))}`,
    icon: "user",
  }),
  "case.released": (body, names) => ({
    what: `took the case from ${names.person(body("before"))}: it has no owner`,
    icon: "user",
  }),
  "relevancy.decided": (body) => ({
    what: `decided on relevancy: ${wordFor(outcomeWords, body("outcome")).toLowerCase()}`,
    icon: "check",
    tone: "info",
  }),
  "relevancy.told": (_, names, event) => ({
    what: `told ${names.party(event.sideId)} the decision on relevancy`,
    icon: "mail",
    tone: "success",
  }),
  "vulnerability.scored": (body) => ({
    what: `scored the vulnerability in CVSS ${body("cvssVersion")}: ${body("band")}`,
    icon: "shield",
    tone: "info",
  }),
  "products.recorded": () => ({ what: "recorded the affected products", icon: "file" }),
  "analysis.concluded": (body) => ({
    what: `concluded the analysis: ${wordFor(outcomeWords, body("outcome")).toLowerCase()}`,
    icon: "check",
    tone: "info",
  }),
  "conclusion.sent": (_, names, event) => ({
    what: `told ${names.party(event.sideId)} the conclusion`,
    icon: "mail",
    tone: "success",
  }),
  "case.closed": (body) => ({
    what: `closed the case: ${wordFor(closeReasonWords, body("reason"))}`,
    icon: "lock",
  }),
  "case.reopened": () => ({ what: "reopened the case", icon: "key", tone: "warning" }),
};

/** Which ready text a message began with. */
function begunWith(letter: unknown): string {
  return typeof letter === "string" && isLetterName(letter)
    ? `, from the template “${letterTemplates[letter].title}”`
    : "";
}

const words: Readonly<Record<string, Sentence>> = {
  "message.received": (body) => ({
    what: `wrote to us by ${body("channel") === "mail" ? "mail" : "the portal"}`,
    icon: "mail",
    tone: "info",
  }),
  "message.noticed": () => ({ what: "brought the case up to date", icon: "clock" }),
  "reminder.sent": (_, names, event) => ({
    what: `reminded ${names.party(event.sideId)} of our question`,
    icon: "mail",
  }),
  "message.sent": (body, names, event) => ({
    what: `sent a message to ${names.party(event.sideId)}${begunWith(body("letter"))}`,
    icon: "mail",
    tone: "success",
  }),
  "message.written": (body, names, event) => ({
    what: `wrote to ${names.party(event.sideId)}${begunWith(body("letter"))}`,
    icon: "mail",
  }),
  "notice.posted": (_, names, event) => ({
    what: `wrote a notice to ${names.party(event.sideId)}`,
    icon: "mail",
  }),
  "note.written": () => ({ what: "wrote an internal note", icon: "note" }),
  "question.asked": (_, names, event) => ({
    what: `asked ${names.party(event.sideId)} a question; our clocks stand still`,
    icon: "pause",
    tone: "warning",
  }),
  "question.answered": (_, names, event) => ({
    what: `noted the answer of ${names.party(event.sideId)}; our clocks run again`,
    icon: "clock",
  }),
  "message.settled": (body, names) => ({
    what: `noted that what ${names.party(String(body("partyId")))} wrote needs no answer`,
    icon: "check",
  }),
  "question.marked": (body) => ({
    what: `noted that question ${body("number")} of a list is ${body("state")}`,
    icon: "check",
  }),
  "delivery.withheld": (body) => ({
    what: `held a mail back, ${whyHeld[String(body("code"))] ?? "because it may not leave"}`,
    icon: "lock",
    tone: "warning",
  }),
};

const whyHeld: Readonly<Record<string, string>> = {
  "identity.would-leak": "because it would name somebody else",
  pointed: "because a pointer left already, and its words still may not",
  "key-expired": "because the key of its reader has expired",
  "key-revoked": "because the key of its reader was revoked",
  "key-unusable": "because nothing can be encrypted to the key of its reader",
  "no-address": "because no address is known",
  shadow: "because nothing is sent while we only read along",
  erased: "because the case was erased",
};

/** What hands a publication back besides the rules of CSAF. */
const handedBack: Readonly<Record<string, string>> = {
  "identity.would-leak": "it would name somebody who is not to be named",
  "credit.changed": "somebody chose another way to be thanked",
};

const publications: Readonly<Record<string, Sentence>> = {
  "advisory.drafted": (body) => ({ what: `drafted ${body("number")}`, icon: "file" }),
  "advisory.edited": (body) => ({ what: `edited ${body("number")}`, icon: "file" }),
  "advisory.review-requested": (body) => ({
    what: `asked for approval of ${body("number")}`,
    icon: "user",
  }),
  "advisory.approved": (body) => ({
    what: `approved ${body("number")}`,
    icon: "check",
    tone: "success",
  }),
  "advisory.released": (body) => ({
    what: body("releaseAt")
      ? `released ${body("number")} for ${moment(body("releaseAt"))}`
      : `released ${body("number")}`,
    icon: "clock",
  }),
  "advisory.refused": (body) => ({
    what: handedBack[body("rule")]
      ? `handed ${body("number")} back: ${handedBack[body("rule")]}`
      : `handed ${body("number")} back: its CSAF document breaks rule ${body("rule")}`,
    icon: "alert",
    tone: "danger",
  }),
  "advisory.published": (body) => ({
    what: `published ${body("number")}`,
    icon: "seal",
    tone: "success",
  }),
};

const evidence: Readonly<Record<string, Sentence>> = {
  "evidence.made": (body) => ({
    what: body("includes")
      ? `made an evidence pack with ${body("includes").replace(" ", " and ")}`
      : "made a plain evidence pack",
    icon: "seal",
  }),
};

const sentences: Readonly<Record<string, Sentence>> = {
  ...callEvents,
  ...deliveryEvents,
  ...dutyEvents,
  ...partyKeyEvents,
  ...keyLinkEvents,
  ...factEvents,
  ...fileEvents,
  ...findingEvents,
  ...identityEvents,
  ...readingEvents,
  ...intake,
  ...analysis,
  ...kindEvents,
  ...linkEvents,
  ...decisionEvents,
  ...words,
  ...remedyEvents,
  ...publications,
  ...evidence,
  ...portalEvents,
  ...promiseEvents,
  ...peopleEvents,
  ...retentionEvents,
  ...scoreEvents,
  ...translationEvents,
  ...transmissionEvents,
  ...trayEvents,
};

/** The event in a sentence's tail; an unknown kind is named by its code. */
export function wordsOfEvent(event: EventView, names: NamesOfEvents): EventWords {
  const body: Body = (name) => {
    const value = event.body[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  const sentence =
    (sentences as Readonly<Record<string, Sentence>>)[event.type] ?? milestoneWords(event.type);
  return sentence ? sentence(body, names, event) : { what: event.type.replace(/[.-]/g, " ") };
}

/** Who did it: a colleague, a party under its pseudonym, or Parley itself. */
export function whoOfEvent(event: EventView, names: NamesOfEvents): string {
  // Done in the system's name, for whoever opens a case is no member of it before.
  if (event.type === "glass.broken") return names.person(String(event.body.personId));
  if (typeof event.body.openedBy === "string") return names.person(event.body.openedBy);
  if (event.actorKind === "staff" && event.actorId) return names.person(event.actorId);
  if (event.actorKind === "outsider" && event.actorId) return capital(names.party(event.actorId));
  return "Parley";
}

function moment(instant: string): string {
  return whenText({ at: instant });
}
