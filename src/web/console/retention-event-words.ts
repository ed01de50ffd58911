/** Holds and erasures in the words of the timeline. Says what and why, never what was in it. */

import type { Body, Sentence } from "./event-sentence.ts";
import { scopeWords } from "./retention-words.ts";

function whatOf(body: Body): string {
  const scope = body("scope") as keyof typeof scopeWords;
  return (scopeWords[scope] ?? "something").toLowerCase();
}

export const retentionEvents: Readonly<Record<string, Sentence>> = {
  "hold.placed": (body, names) => ({
    what: body("partyId")
      ? `placed a legal hold on ${names.party(body("partyId"))}`
      : "placed a legal hold on the case",
    icon: "lock",
    tone: "warning",
  }),
  "hold.lifted": () => ({ what: "lifted a legal hold", icon: "key" }),
  "erasure.proposed": (body) => ({
    what: `proposed to erase ${whatOf(body)}: due on ${body("dueAt").slice(0, 10)}`,
    icon: "clock",
  }),
  "erasure.moved": (body) => ({
    what: `moved an erasure to ${body("dueAt").slice(0, 10)}`,
    icon: "clock",
  }),
  "erasure.withdrawn": () => ({ what: "took an erasure back: it is no longer due", icon: "check" }),
  "erasure.requested": () => ({
    what: "asked us to erase what we hold about them",
    icon: "mail",
    tone: "warning",
  }),
  "erasure.refused": (_, names, event) => ({
    what: `refused the request of ${names.party(event.sideId)} and told them why`,
    icon: "note",
  }),
  "erasure.ordered": (body) => ({
    what: `ordered to erase ${whatOf(body)}; a second person has to confirm`,
    icon: "alert",
    tone: "warning",
  }),
  "erasure.confirmed": (body) => ({ what: `confirmed to erase ${whatOf(body)}`, icon: "check" }),
  "erasure.approved": (body) => ({ what: `approved to erase ${whatOf(body)}`, icon: "check" }),
  "erasure.held": () => ({
    what: "did not erase, because a legal hold stands",
    icon: "lock",
    tone: "warning",
  }),
  "content.erased": (body) => ({
    what: `erased ${whatOf(body)}: ${body("objects")} keys destroyed`,
    icon: "alert",
    tone: "danger",
  }),
  "person.exported": (body, names) => ({
    what: `exported what we hold about ${names.party(body("partyId"))}`,
    icon: "file",
  }),
  "certificate.made": () => ({ what: "made a certificate of erasure", icon: "seal" }),
};
