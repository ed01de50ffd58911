/** The sentences of the timeline about other cases, of which none is named, and about third parties. */
import type { NewsStep } from "../../core/cases/earlier-news.ts";
import { whenText } from "../../ui/when.tsx";
import type { Body, Sentence } from "./event-sentence.ts";

const stepWords: Readonly<Record<NewsStep, (body: Body) => string>> = {
  confirmed: () => "it is confirmed",
  "not-confirmed": () => "it was not confirmed",
  "not-mended": () => "it will not be mended for now",
  "remedy-date": (body) =>
    `a remedy is planned for ${whenText({ at: body("by"), precision: "day" })}`,
  "remedy-withdrawn": () => "a remedy will not come on its date",
  "remedy-available": () => "a remedy is available",
  published: (body) => `${body("number")} is published`,
};

export const linkEvents: Readonly<Record<string, Sentence>> = {
  "duplicate.marked": (body) => ({
    what: `let it follow an earlier case: first reported on ${whenText({ at: body("since"), precision: "day" })}`,
    icon: "file",
    tone: "info",
  }),
  "duplicate.known": (body, names) => ({
    what: `put on record for ${names.party(body("partyId"))} since when it was known`,
    icon: "seal",
  }),
  "duplicate.unmarked": () => ({ what: "found that it is no duplicate", icon: "file" }),
  "duplicate.ended": (body, names) => ({
    what: `put on record for ${names.party(body("partyId"))} that it is no duplicate`,
    icon: "mail",
  }),
  "earlier.progressed": (body, names) => ({
    what: `is telling ${names.party(body("partyId"))} of the earlier case: ${stepWords[body("step") as NewsStep]?.(body) ?? "it goes on"}`,
    icon: "mail",
    tone: "info",
  }),
  "report.forwarded": (body) => ({
    what: `forwarded the report, with ${body("files") === "1" ? "one file" : `${body("files")} files`}`,
    icon: "mail",
    tone: "info",
  }),
  "forwarding.noted": (body, names) => ({
    what: `is telling ${names.party(body("partyId"))} to whom the report went`,
    icon: "mail",
  }),
  "report.shared": () => ({
    what: "let another case hold its report too",
    icon: "file",
  }),
  "report.taken-out": () => ({
    what: "took a report out that had been shown here by mistake",
    icon: "file",
    tone: "warning",
  }),
  "report.taken-back": () => ({
    what: "took its report out of another case that held it too",
    icon: "file",
    tone: "warning",
  }),
  "case.split": () => ({
    what: "split the case: a part of it goes on in one of its own",
    icon: "plus",
    tone: "info",
  }),
  "report.split": (body, names) => ({
    what: `is telling ${names.party(body("partyId"))} that a part of the report is ${body("reference")} now`,
    icon: "mail",
  }),
  "part.ended": (body, names) => ({
    what: `is telling ${names.party(body("partyId"))} that ${body("reference")} is no part of the report`,
    icon: "mail",
  }),
  "part.progressed": (body, names) => ({
    what: `is telling ${names.party(body("partyId"))} of ${body("reference")}: ${stepWords[body("step") as NewsStep]?.(body) ?? "it goes on"}`,
    icon: "mail",
    tone: "info",
  }),
  "case.related": () => ({ what: "linked another case", icon: "plus" }),
  "case.unrelated": () => ({ what: "took the link to another case away", icon: "file" }),
};
