/**
 * A party asks whether it may publish what it found: when, and where (TH-18). One request waits at a
 * time; the promise to answer runs from the moment of asking.
 */
import { z } from "zod";
import { openConsent } from "../../core/portal/statement.ts";
import { Refusal } from "../../core/refusal.ts";
import { defineAction } from "../action.ts";
import { mustLieAhead } from "./lies-ahead.ts";
import { say } from "./say.ts";

export const askConsent = defineAction({
  deed: "ask-consent",
  title: "Ask whether I may publish",
  summary: "A party asks for our consent to publish what it found, with date and place.",
  path: "/cases/{caseId}/consent-requests",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    on: z.iso.datetime({ offset: true }).meta({ title: "When do you want to publish?" }),
    place: z
      .string()
      .trim()
      .min(3, "Say where you want to publish.")
      .max(500)
      .meta({ title: "Where?", description: "A conference, a web address, a mailing list." }),
    text: z
      .string()
      .trim()
      .max(5_000)
      .default("")
      .meta({ title: "What will be in it?", description: "If you want to say so." }),
  }),
  async run(context, actor, { caseId, on, place, text }) {
    return say(context, actor, "ask-consent", caseId, ({ said }) => {
      if (openConsent(said)) throw new Refusal("consent.waits");
      mustLieAhead(on, context.now());
      const details = { on: new Date(on).toISOString(), place, text };
      return { kind: "consent", word: "asked", event: "consent.requested", details };
    });
  },
});
