/**
 * Takes what a colleague writes to open a case without a report: our own finding, an alert, a leak, a
 * dispute. It is committed, sealed; a worker makes the case, whose number is not a colleague's to draw.
 */
import { z } from "zod";
import { kindsOpenedByHand, type OwnCase } from "../../core/cases/open-by-hand.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { takeOriginal } from "../../store/intake/taking-writer.ts";
import { sealOriginal } from "../../store/intake/writer.ts";
import { defineAction } from "../action.ts";
import { momentField } from "../moment-field.ts";

export const openCase = defineAction({
  deed: "open-case",
  title: "Open the case",
  summary: "Opens a case without a report: our own finding, an alert, a leak, a dispute.",
  path: "/cases",
  input: z.object({
    kind: z.enum(kindsOpenedByHand, "Say what it is.").meta({
      title: "What it is",
      words: {
        "own-finding": "Our own finding",
        "third-party-notice": "A security alert, or a notice on a component",
        "data-leak": "A data leak",
        dispute: "A dispute or an appeal",
      },
    }),
    title: z
      .string()
      .trim()
      .min(3, "Write a title.")
      .max(200, "is longer than 200 letters")
      .meta({ title: "Title", description: "Staff on the case read it; it is in no letter." }),
    product: z.string().trim().max(200).default("").meta({
      title: "Product or service",
      description: "Where one is known: rules of the policy may let further teams in by it.",
    }),
    description: z
      .string()
      .trim()
      .min(10, "Write down what is known.")
      .max(50_000)
      .meta({ title: "What is known" }),
    learned: z.string().trim().min(3, "Say how it was learnt.").max(2_000).meta({
      title: "How it was learnt",
      description: "From a test, a colleague, a partner, a list: whoever reads it later asks.",
    }),
    awareAt: momentField.optional().meta({
      title: "When did anyone of us become aware?",
      description: "Empty means now. Promises count from this time.",
    }),
  }),
  async run(context, actor, { awareAt, ...written }) {
    permit(actor, "open-case");
    const now = context.now();
    const aware = awareAt ? new Date(awareAt) : now;
    if (aware > now) throw new Refusal("case.aware-later");
    const caseId = context.newId();
    const by = { openedBy: staffIdOf(actor), awareAt: aware.toISOString() };
    const own: OwnCase = { caseId, ...written, ...by };
    const bytes = Buffer.from(JSON.stringify(own));
    const original = { channel: "hand" as const, bytes, receiptHash: null, once: false };
    await takeOriginal(context, await sealOriginal(context, original));
    return { caseId };
  },
});
