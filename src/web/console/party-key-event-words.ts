/** Keys of parties, plain answers and links, in words of the timeline. Never a fingerprint: it names its owner. */
import { whenText } from "../../ui/when.tsx";
import type { Sentence } from "./event-sentence.ts";

const ways: Readonly<Record<string, string>> = {
  mail: "with a mail",
  form: "with the report form",
  portal: "on the portal",
  link: "on the page of a plain mail’s link",
  wkd: "in the key directory of an address’s domain",
  url: "at an address that was given",
};

export const partyKeyEvents: Readonly<Record<string, Sentence>> = {
  "party-key.asked": (body, names) => ({
    what: `asked ${names.party(body("partyId"))} for a public key`,
    icon: "mail",
  }),
  "key-note.sent": (_, names, event) => ({
    what: `told ${names.party(event.sideId)} that a key is needed, and nothing else`,
    icon: "mail",
  }),
  "party-key.offered": (body, names) => ({
    what:
      body("source") === "known"
        ? `knows a key of ${names.party(body("partyId"))} that was confirmed in another case`
        : `found a key ${ways[String(body("source"))] ?? ""} of ${names.party(body("partyId"))}; it waits to be confirmed`,
    icon: "lock",
    tone: "info",
  }),
  "party-key.first-used": (body, names) => ({
    what: `took the key that came with the first report for that of ${names.party(body("partyId"))}`,
    icon: "lock",
  }),
  "party-key.recognised": (body, names) => ({
    what: `took the key that was confirmed in another case on ${whenText({ at: String(body("comparedAt")), precision: "day" })} for that of ${names.party(body("partyId"))}: it signed their first mail`,
    icon: "lock",
    tone: "success",
  }),
  "party-key.confirmed": (body, names) => ({
    what: `confirmed a key of ${names.party(body("partyId"))}`,
    icon: "lock",
    tone: "success",
  }),
  "party-key.refused": (body, names) => ({
    what: `said of a key that it is not that of ${names.party(body("partyId"))}`,
    icon: "lock",
  }),
  "party-key.bound": (body, names) => ({
    what: `encrypts letters to ${names.party(body("partyId"))} to the confirmed key from now on`,
    icon: "lock",
    tone: "success",
  }),
  "party-key.seen-again": (body, names) => ({
    what: `saw the key of ${names.party(body("partyId"))} again`,
    icon: "lock",
  }),
  "party-key.renewed": (body, names) => ({
    what: `found that the key of ${names.party(body("partyId"))} was renewed by its owner`,
    icon: "lock",
    tone: "success",
  }),
  "party-key.expired": (body, names) => ({
    what: `found that the key of ${names.party(body("partyId"))} has expired`,
    icon: "alert",
    tone: "warning",
  }),
  "party-key.revoked": (body, names) => ({
    what: `found that the key of ${names.party(body("partyId"))} was revoked by its owner`,
    icon: "alert",
    tone: "danger",
  }),
  "plain.asked": (body, names) => ({
    what: `asked ${names.party(body("partyId"))} whether unencrypted answers will do`,
    icon: "mail",
  }),
  "plain.agreed": (body) => ({
    what: `agreed to unencrypted answers${body("by") === "mail" ? ", by mail" : ""}`,
    icon: "check",
  }),
  "plain.declined": (body) => ({
    what: `wants no unencrypted answers${body("by") === "mail" ? ", by mail" : ""}`,
    icon: "lock",
  }),
  "encryption.to-expired": (body, names) => ({
    what: `chose to encrypt ${body("messageId") ? "a message" : "letters"} to the expired key of ${names.party(body("partyId"))} all the same`,
    icon: "alert",
    tone: "warning",
  }),
  "delivery.pointed": (_, names, event) => ({
    what: `points ${names.party(event.sideId)} to the portal for a message that waits for a key`,
    icon: "mail",
  }),
  "link.revoked": (body, names) => ({
    what: `ended the links in mails to ${names.party(body("partyId"))}`,
    icon: "lock",
    tone: "warning",
  }),
  "link.renewed": (body, names) => ({
    what: `made new links for the next letters to ${names.party(body("partyId"))}`,
    icon: "lock",
  }),
};
