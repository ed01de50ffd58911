/**
 * A party tells when and where it means to publish, changes that, or says that it plans nothing. It is
 * a fact about the party's plans, no request and no consent.
 */
import { z } from "zod";
import { newestOf } from "../../core/portal/statement.ts";
import { Refusal } from "../../core/refusal.ts";
import { noDetails } from "../../store/portal/statement-reader.ts";
import { defineAction } from "../action.ts";
import { mustLieAhead } from "./lies-ahead.ts";
import { say } from "./say.ts";

export const tellPlan = defineAction({
  deed: "tell-plan",
  title: "Tell us the plan",
  summary: "A party tells when and where it means to publish.",
  path: "/cases/{caseId}/publication-plan",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    plan: z.enum(["planned", "none"]).meta({
      title: "Do you plan a publication of your own?",
      words: { planned: "Yes", none: "No, not for now" },
    }),
    on: z.iso.datetime({ offset: true }).optional().meta({
      title: "When?",
      description: "Needed with a yes.",
    }),
    place: z
      .string()
      .trim()
      .max(500)
      .default("")
      .meta({ title: "Where?", description: "A conference, a web address, a mailing list." }),
    text: z.string().trim().max(5_000).default("").meta({ title: "What else should we know?" }),
  }),
  async run(context, actor, { caseId, plan, on, place, text }) {
    return say(context, actor, "tell-plan", caseId, ({ said }) => {
      if (plan === "none") {
        if (newestOf(said, "plan")?.word === "none") return undefined;
        return { kind: "plan", word: "none", event: "plan.told", details: { ...noDetails, text } };
      }
      if (!on) throw new Refusal("plan.date");
      mustLieAhead(on, context.now());
      const details = { on: new Date(on).toISOString(), place, text };
      return { kind: "plan", word: "planned", event: "plan.told", details };
    });
  },
});
