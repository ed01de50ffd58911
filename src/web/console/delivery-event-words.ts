/** The timeline in words: what became of our mails, as servers and the party itself told it. */
import type { Sentence } from "./event-sentence.ts";

const ways: Readonly<Record<string, string>> = {
  same: "as it was",
  pointer: "as a pointer to the portal",
  address: "to another address",
  words: "now that its words may leave",
};

export const deliveryEvents: Readonly<Record<string, Sentence>> = {
  "delivery.failed": (body) => ({
    what: `could not deliver a mail${codeIn(body("code"))}`,
    icon: "alert",
    tone: "danger",
  }),
  "delivery.given-up": (body) => ({
    what: `gave a mail up that could not be delivered in days of trying${codeIn(body("code"))}`,
    icon: "alert",
    tone: "danger",
  }),
  "delivery.bounced": (body, names, event) => ({
    what: `got a mail to ${names.party(event.sideId)} back from a mail server${codeIn(body("code"))}`,
    icon: "alert",
    tone: "danger",
  }),
  "delivery.delayed": (body) => ({
    what: `has a mail that is late; it is still being tried${codeIn(body("code"))}`,
    icon: "clock",
    tone: "warning",
  }),
  "delivery.delivered": (body, names, event) => ({
    what: body("receipt")
      ? `heard from a program of ${names.party(event.sideId)} that it showed a mail; nobody need have read it`
      : `heard from a mail server that a mail reached ${names.party(event.sideId)}`,
    icon: "check",
    tone: "success",
  }),
  "delivery.reported": (body) => ({
    what:
      body("said") === "relayed" || body("said") === "expanded"
        ? "heard from a mail server that it handed a mail on; no more will be told of it"
        : `heard from a mail server again of a mail (${body("said")})`,
    icon: "mail",
  }),
  "delivery.owed": (body) => ({
    what: `will try to deliver a mail again${codeIn(body("code"))}`,
    icon: "clock",
  }),
  "delivery.unsure": () => ({
    what: "tries a mail again whose last try ended without an answer: it may arrive twice",
    icon: "clock",
    tone: "warning",
  }),
  "delivery.resent": (body, names, event) => ({
    what: `sent a message to ${names.party(event.sideId)} again, ${ways[String(body("way"))] ?? "by mail"}`,
    icon: "mail",
    tone: "info",
  }),
  "delivery.alarmed": (body) => ({
    what: `alarmed ${body("told")} of us that a mail did not arrive`,
    icon: "alert",
    tone: "warning",
  }),
  "message.sent-again": (_, names, event) => ({
    what: `sent the mail to ${names.party(event.sideId)} again`,
    icon: "mail",
    tone: "success",
  }),
  "pointer.sent": (_, names, event) => ({
    what: `sent ${names.party(event.sideId)} a pointer alone; the words wait for an agreement or a key`,
    icon: "mail",
    tone: "warning",
  }),
  "message.read": (_, names, event) => ({
    what: `opened the portal as ${names.party(event.sideId)}, with messages of ours not read before`,
    icon: "check",
    tone: "success",
  }),
};

/** A code of the server, never its words: those stand beside the message. */
function codeIn(code: unknown): string {
  return typeof code === "string" && code !== "" ? ` (${code})` : "";
}
