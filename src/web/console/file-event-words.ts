/** What happened to files, in words of the timeline. Never the name of one: that is the reporter's. */
import type { Sentence } from "./event-sentence.ts";

const states: Readonly<Record<string, string>> = {
  clean: "the scanner found nothing",
  infected: "the scanner found something; it is held back",
  "too-large": "too large for the scanner",
  "no-scanner": "there is no virus scanner",
};

export const fileEvents: Readonly<Record<string, Sentence>> = {
  "attachment.received": () => ({ what: "sent files", icon: "file", tone: "info" }),
  "attachment.added": () => ({ what: "added files", icon: "file" }),
  "attachment.checked": (body) => ({
    what: `checked a file: ${states[body("because")] ?? body("state")}`,
    icon: body("state") === "suspicious" ? "alert" : "shield",
    tone: body("state") === "suspicious" ? "danger" : "plain",
  }),
  "attachment.check-asked": () => ({ what: "asked for another check of a file", icon: "shield" }),
  "attachment.released": () => ({
    what: "released a file that the scanner holds back",
    icon: "alert",
    tone: "warning",
  }),
  "upload.begun": () => ({ what: "began to send a large file", icon: "file" }),
  "upload.ended": () => ({ what: "ended an upload before its end", icon: "cross" }),
  "upload.expired": () => ({
    what: "removed an upload that was not finished in time",
    icon: "clock",
    tone: "warning",
  }),
};
