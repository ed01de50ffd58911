/** Where on the pages of a case the thing stands that an event is about: the page, and where it can the place on it. */
import type { EventView } from "../../store/events/reader.ts";
import { casePath, type caseViews } from "./at-case.ts";

type View = (typeof caseViews)[number];

/** By the first word of the type; nothing for what has no place of its own. */
const viewOfWord: Readonly<Partial<Record<string, View>>> = {
  acknowledgement: "conversation",
  advisory: "publications",
  analysis: "overview",
  attachment: "files",
  "breach-note": "analysis",
  call: "conversation",
  channel: "conversation",
  clock: "promises",
  conclusion: "conversation",
  consent: "overview",
  content: "retention",
  credibility: "analysis",
  credit: "names",
  decision: "overview",
  delivery: "conversation",
  duplicate: "overview",
  entity: "people",
  erasure: "retention",
  exception: "promises",
  fact: "facts",
  fix: "vulnerability",
  "follow-up": "root-cause",
  glass: "people",
  hold: "retention",
  identity: "names",
  leak: "overview",
  "legal-disclosure": "names",
  link: "names",
  matter: "overview",
  member: "people",
  message: "conversation",
  "not-before": "facts",
  note: "conversation",
  notice: "conversation",
  objection: "overview",
  "others-affected": "analysis",
  "party-key": "names",
  permission: "names",
  products: "vulnerability",
  promise: "promises",
  "published-score": "vulnerability",
  question: "conversation",
  relevancy: "overview",
  remedy: "vulnerability",
  report: "overview",
  reproduction: "analysis",
  "root-cause": "root-cause",
  score: "vulnerability",
  severity: "overview",
  signal: "facts",
  ssvc: "advice",
  standing: "analysis",
  status: "status",
  ticket: "vulnerability",
  transmission: "overview",
  upload: "files",
  vault: "names",
  vulnerability: "vulnerability",
};

/** Ids in bodies that are also places of that page. */
const places: Readonly<Partial<Record<View, readonly (readonly [field: string, mark: string])[]>>> =
  {
    conversation: [
      ["messageId", "message-"],
      ["callId", "call-"],
    ],
    facts: [["factId", "fact-"]],
  };

/** The address of the place; undefined where the event is all there is to see. */
export function placeOfEvent(reference: string, event: EventView): string | undefined {
  const view = viewOfWord[event.type.split(".")[0] ?? ""];
  if (!view) return undefined;
  const number = view === "publications" ? event.body.number : undefined;
  if (typeof number === "string") return casePath(reference, `publications/${number}`);
  const mark = places[view]?.flatMap(([field, prefix]) => {
    const id = event.body[field];
    return typeof id === "string" ? [`#${prefix}${id}`] : [];
  })[0];
  return casePath(reference, view) + (mark ?? "");
}
