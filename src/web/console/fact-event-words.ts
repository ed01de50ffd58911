/** What was recorded of the world outside, in words of the timeline. Never the evidence. */
import { isFactKind } from "../../core/facts/fact.ts";
import { factKindWords } from "../../core/facts/fact-words.ts";
import { whenText } from "../../ui/when.tsx";
import type { Body, NamesOfEvents, Sentence } from "./event-sentence.ts";

function kindOf(body: Body): string {
  const kind = body("kind");
  return isFactKind(kind) ? factKindWords[kind] : "a fact";
}

function known(body: Body): string {
  return body("awareAt") ? `, known since ${whenText({ at: body("awareAt") })}` : "";
}

/** With whom of the case a date was agreed, where that was one of its parties. */
function withWhom(partyId: string, names: NamesOfEvents): string {
  return partyId ? ` with ${names.party(partyId)}` : "";
}

/** Whose agreement an entry breaks. */
function brokenWords(body: Body, names: NamesOfEvents): string {
  if (!body("broken")) return "";
  const agreed = whenText({ at: body("broken") });
  return `, against the agreed ${agreed}${withWhom(body("brokenWith"), names)}`;
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
  "not-before.set": (body, names) => ({
    what: `${
      body("notBefore")
        ? `set that nothing is published before ${whenText({ at: body("notBefore") })}`
        : "lifted the date before which nothing is published"
    }${brokenWords(body, names)}`,
    icon: "lock",
    tone: body("broken") ? "danger" : "warning",
  }),
  "not-before.overruled": (body, names) => ({
    what: `released a publication before the agreed ${whenText({ at: body("notBefore") })}${withWhom(body("agreedWith"), names)}, with the reason`,
    icon: "alert",
    tone: "danger",
  }),
  "fact.withdrawn": () => ({
    what: "withdrew a fact that proved to be none",
    icon: "note",
    tone: "warning",
  }),
};
