/** What was recorded of the world outside, in words of the timeline. Never the evidence. */
import { isFactKind } from "../../core/facts/fact.ts";
import { factKindWords } from "../../core/facts/fact-words.ts";
import { whenText } from "../../ui/when.tsx";
import type { Body, Sentence } from "./event-sentence.ts";

function kindOf(body: Body): string {
  const kind = body("kind");
  return isFactKind(kind) ? factKindWords[kind] : "a fact";
}

function known(body: Body): string {
  return body("awareAt") ? `, known since ${whenText({ at: body("awareAt") })}` : "";
}

export const factEvents: Readonly<Record<string, Sentence>> = {
  "fact.recorded": (body) => ({
    what: `recorded a fact: ${kindOf(body)}${known(body)}`,
    icon: "note",
    tone: "info",
  }),
  "fact.corrected": (body) => ({
    what: `corrected a fact: ${kindOf(body)}${known(body)}`,
    icon: "note",
    tone: "warning",
  }),
  "signal.dismissed": () => ({
    what: "said that what a report says is no such fact, with the reason",
    icon: "note",
  }),
  "not-before.set": (body) => ({
    what: body("notBefore")
      ? `set that nothing is published before ${whenText({ at: body("notBefore") })}`
      : "lifted the date before which nothing is published",
    icon: "lock",
    tone: "warning",
  }),
  "not-before.overruled": (body) => ({
    what: `released a publication before the agreed ${whenText({ at: body("notBefore") })}, with the reason`,
    icon: "alert",
    tone: "danger",
  }),
  "fact.withdrawn": () => ({
    what: "withdrew a fact that proved to be none",
    icon: "note",
    tone: "warning",
  }),
};
