/**
 * Keeps what somebody has typed into a form of a case and not sent, for that person alone. Records
 * nothing in the case: nothing was done yet.
 */
import { z } from "zod";
import { draftBytesMax, isDraftForm } from "../../core/drafts/draft.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { putDraft } from "../../store/drafts/writer.ts";
import { defineAction } from "../action.ts";

const text = z.string().max(draftBytesMax);

export const keepDraft = defineAction({
  deed: "keep-draft",
  title: "Keep as draft",
  summary: "Keeps what you typed into a form of a case and have not sent; you alone can read it.",
  path: "/cases/{caseId}/drafts",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    form: z.string().refine(isDraftForm, "Name a form of the case.").meta({
      title: "Form",
      description: "The name of its deed, then the ids that the deed is on, each after a blank.",
    }),
    view: z.string().max(120).default("overview").meta({ title: "Page of the case" }),
    values: z.record(z.string().max(200), z.union([text, z.array(text).max(500)])).meta({
      title: "What was typed",
      description: "By the names of the form's fields.",
    }),
  }),
  async run(context, actor, { caseId, form, view, values }) {
    return context.transaction(actor, async (tx) => {
      permit(actor, "keep-draft", await membershipOf(tx, caseId));
      if (JSON.stringify(values).length > draftBytesMax) {
        throw new Refusal("input.too-large", { limit: "400 kB" });
      }
      const keptAt = context.now();
      const of = { personId: staffIdOf(actor), caseId };
      if (!(await putDraft(context, tx, of, { form, view, values, keptAt }))) {
        throw new Refusal("person.unknown");
      }
      return { keptAt: keptAt.toISOString() };
    });
  },
});
