/** The timeline in words: how a message was sorted, and what became of its acknowledgement. */
import type { RedirectWay } from "../../core/reports/live-answer.ts";
import { closeReasonWords, wordFor } from "./case-words.ts";
import type { Sentence } from "./event-sentence.ts";
import { holdWords, keptWords } from "./tray-words.ts";

/** What follows "took the report": nothing where its sender was answered. */
export function heldBack(hold: string): string {
  if (hold === "") return "";
  return ` and did not acknowledge it: ${wordFor(holdWords, hold).toLowerCase()}`;
}

const shownWords: Readonly<Record<RedirectWay, string>> = {
  form: "in the form, which they sent as well",
  api: "in the answer to their report",
  template: "in the template that they filled in",
};

export const trayEvents: Readonly<Record<string, Sentence>> = {
  "message.kept": (body) => ({
    what: `took the message out of the tray: ${wordFor(keptWords, body("as")).toLowerCase()}`,
    icon: "check",
  }),
  "message.not-for-us": (body) => ({
    what: `put the message aside, ${wordFor(closeReasonWords, body("reason"))}; its clocks ended`,
    icon: "lock",
  }),
  "message.recalled": () => ({
    what: "put the message back into the tray; its clocks run as they would have",
    icon: "key",
    tone: "warning",
  }),
  "tray.alarmed": () => ({
    what: "noted that nobody had looked at the message in time",
    icon: "alert",
    tone: "danger",
  }),
  "redirect.shown": (body, names, event) => ({
    what: `showed ${names.party(event.sideId)} where to turn while an attack is going on: ${wordFor(shownWords, body("way"))}`,
    icon: "alert",
    tone: "warning",
  }),
  "redirect.sent": (_, names, event) => ({
    what: `told ${names.party(event.sideId)} where to turn while an attack is going on`,
    icon: "mail",
    tone: "success",
  }),
  "undertakings.informed": (body, names, event) => ({
    what: `told ${names.party(event.sideId)} of version ${body("version")} of what reporters are asked`,
    icon: "file",
  }),
  "acknowledgement.held": (body) => ({
    what: `holds the acknowledgement back: ${wordFor(holdWords, body("held")).toLowerCase()}`,
    icon: "pause",
  }),
  "acknowledgement.released": () => ({
    what: "let the acknowledgement go that was held back",
    icon: "mail",
  }),
};
