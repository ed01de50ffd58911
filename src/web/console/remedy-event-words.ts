/** The sentences of the timeline about remedies, the status of products, root causes and tickets. */
import { whenText } from "../../ui/when.tsx";
import { affectedWords, remedyKindWords, wordFor } from "./case-words.ts";
import type { Sentence } from "./event-sentence.ts";

const kindOf = (code: string) => wordFor(remedyKindWords, code).toLowerCase();

export const remedyEvents: Readonly<Record<string, Sentence>> = {
  "ticket.asked": () => ({ what: "asked for a ticket in another team’s tracker", icon: "plus" }),
  "ticket.linked": () => ({ what: "linked a ticket of another team", icon: "plus" }),
  "ticket.ended": (body) => ({
    what:
      body("how") === "done" ? "noted that a ticket is done" : "noted that a ticket was dropped",
    icon: "check",
  }),
  "root-cause.recorded": () => ({ what: "named a root cause", icon: "note" }),
  "follow-up.done": () => ({ what: "ended a follow-up", icon: "check" }),
  "follow-up.reopened": () => ({
    what: "put a follow-up back that is not done",
    icon: "clock",
    tone: "warning",
  }),
  "status.set": (body) => ({
    what: body("versionId")
      ? `set the status of a version: ${wordFor(affectedWords, body("status")).toLowerCase()}`
      : `set the status of a product: ${wordFor(affectedWords, body("status")).toLowerCase()}`,
    icon: "file",
  }),
  "remedy.carried": (body) => ({
    what: `brought a remedy along from the case that was split: ${kindOf(body("kind"))}`,
    icon: "plus",
  }),
  "remedy.planned": (body) => ({
    what: `planned a remedy: ${kindOf(body("kind"))}`,
    icon: "plus",
  }),
  "remedy.promised": (body) => ({
    what: body("formerly")
      ? `moved the date of a remedy from ${day(body("formerly"))} to ${day(body("promisedFor"))}: ${kindOf(body("kind"))}`
      : `planned a remedy for ${day(body("promisedFor"))}: ${kindOf(body("kind"))}`,
    icon: "clock",
    tone: body("formerly") && body("promisedFor") > body("formerly") ? "warning" : "info",
  }),
  "remedy.changed": (body) => ({
    what: `changed a remedy: ${kindOf(body("kind"))}`,
    icon: "file",
  }),
  "remedy.tested": (body) =>
    body("result") === "passed"
      ? { what: "recorded a passed test of a remedy", icon: "check", tone: "success" }
      : { what: "recorded a failed test of a remedy", icon: "alert", tone: "warning" },
  "remedy.withdrawn": (body, _, event) => ({
    what: event.body.splitOff
      ? `let a remedy go on in a case of its own: ${kindOf(body("kind"))}`
      : body("formerly")
        ? `withdrew a remedy that was told for ${day(body("formerly"))}: ${kindOf(body("kind"))}`
        : `withdrew a remedy: ${kindOf(body("kind"))}`,
    icon: "alert",
    tone: "warning",
  }),
  "remedy.delivered": () => ({
    what: "delivered a remedy, with the record of its test",
    icon: "check",
    tone: "success",
  }),
};

function day(instant: string): string {
  return instant ? whenText({ at: instant, precision: "day" }) : "a date";
}
