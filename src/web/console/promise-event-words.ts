/** The sentences of the timeline about promises and about milestones that people recorded. */
import { milestoneOf } from "../../core/clocks/milestones.ts";
import type { PromiseId } from "../../core/clocks/promises.ts";
import { whenText } from "../../ui/when.tsx";
import { promiseWords } from "./case-words.ts";
import type { Sentence } from "./event-sentence.ts";
import { waitsForWords } from "./promise-words.ts";

const named = (promise: string) => promiseWords[promise as PromiseId] ?? promise;

export const promiseEvents: Readonly<Record<string, Sentence>> = {
  "vulnerability.confirmed": () => ({ what: "confirmed the vulnerability", icon: "check" }),
  "clock.warned": (body) => ({
    what: `warned that a promise is due soon (${named(body("promise"))})`,
    icon: "clock",
    tone: "warning",
  }),
  "clock.overdue": (body) => ({
    what: `noted that a promise is overdue (${named(body("promise"))})`,
    icon: "alert",
    tone: "danger",
  }),
  "exception.expired": () => ({
    what: "noted that the day of an exception has passed: what it had put off is owed again",
    icon: "alert",
    tone: "warning",
  }),
  "promise.paused": (body) => ({
    what: `paused a promise (${named(body("promise"))}), waiting for ${waitsForWords[body("waitsFor")] ?? "somebody else"}`,
    icon: "pause",
    tone: "warning",
  }),
  "promise.resumed": (body) => ({
    what: `let a promise run again (${named(body("promise"))})`,
    icon: "clock",
  }),
  "promise.explained": (body) => ({
    what: `said why a promise was not kept in time (${named(body("promise"))})`,
    icon: "note",
    tone: "info",
  }),
  "case.moved-to-policy": (body) => ({
    what: `moved the case from version ${body("from")} to version ${body("to")} of the policy`,
    icon: "file",
    tone: "warning",
  }),
};

/** A recorded milestone, with when it happened and its date; undefined for an event that is none. */
export function milestoneWords(type: string): Sentence | undefined {
  const milestone = milestoneOf(type);
  if (!milestone) return undefined;
  return (body, _, event) => {
    const happened = body("happenedAt");
    // What is recorded as of now is a moment older than its record.
    const past = happened !== "" && +event.at - Date.parse(happened) > 60_000;
    const when = past ? `, on ${whenText({ at: happened })}` : "";
    const until = body("until") ? ` (${whenText({ at: body("until") })})` : "";
    return { what: `recorded: ${milestone.says}${until}${when}`, icon: "note", tone: "info" };
  };
}
