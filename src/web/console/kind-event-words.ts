/** What a case is and what it is called, in words of the timeline. Never the reasons, never a title. */
import { kindTitles } from "../../core/cases/kinds.ts";
import { rulingTitles } from "../../core/cases/matter.ts";
import { whenText } from "../../ui/when.tsx";
import { waitingFor } from "./case-words.ts";
import type { Sentence } from "./event-sentence.ts";

/** A word of one of our lists, within a sentence. */
function wordIn(words: Readonly<Record<string, string>>, code: string): string {
  return (words[code] ?? code).toLowerCase();
}

const fieldWords: Readonly<Record<string, string>> = {
  title: "title",
  cveId: "CVE id",
  cweId: "CWE",
  component: "component",
  deployedImpact: "impact where it is deployed",
};

export const kindEvents: Readonly<Record<string, Sentence>> = {
  "kind.changed": (body) => ({
    what: `changed what the case is, from ${wordIn(kindTitles, body("from"))} to ${wordIn(kindTitles, body("to"))}`,
    icon: "check",
    tone: "info",
  }),
  "vulnerability.withdrawn": (_, __, event) => ({
    what: event.body.splitOff
      ? "let a vulnerability go on in a case of its own"
      : "withdrew a vulnerability",
    icon: "file",
    tone: "warning",
  }),
  "vulnerability.restored": () => ({
    what: "put a withdrawn vulnerability back",
    icon: "plus",
    tone: "info",
  }),
  "vulnerability.added": () => ({ what: "added a vulnerability", icon: "plus" }),
  "vulnerability.described": (body) => ({
    what: `changed what a vulnerability is called or known by: ${body("changed")
      .split(" ")
      .map((field) => wordIn(fieldWords, field))
      .join(", ")}`,
    icon: "note",
  }),
  "waiting.begun": (body) => ({
    what: `said that the case waits for ${waitingFor("other", body("whom"))}`,
    icon: "clock",
  }),
  "waiting.ended": () => ({ what: "said that the case waits for them no more", icon: "check" }),
  "case.labelled": () => ({ what: "put a label on the case", icon: "note" }),
  "case.unlabelled": () => ({ what: "took a label off the case", icon: "note" }),
  "case.renamed": () => ({ what: "gave the case another title", icon: "note" }),
  "leak.contained": (body) => ({
    what: `recorded that the leak is contained, since ${whenText({ at: body("since") })}`,
    icon: "check",
    tone: "success",
  }),
  "matter.decided": (body) => ({
    what: `decided the matter: ${wordIn(rulingTitles, body("outcome"))}`,
    icon: "check",
    tone: "info",
  }),
  "matter.telling": (body, names) => ({
    what: `had ${names.party(body("partyId"))} told the decision`,
    icon: "mail",
  }),
};
