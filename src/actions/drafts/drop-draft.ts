/** Lets a draft of one's own go: it was sent, or is not wanted any more. */
import { z } from "zod";
import { isDraftForm } from "../../core/drafts/draft.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { removeDraft } from "../../store/drafts/writer.ts";
import { defineAction } from "../action.ts";

export const dropDraft = defineAction({
  deed: "drop-draft",
  title: "Drop the draft",
  summary: "Lets a draft of your own go.",
  path: "/cases/{caseId}/drafts/removal",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    form: z.string().refine(isDraftForm, "Name a form of the case.").meta({ title: "Form" }),
  }),
  async run(context, actor, { caseId, form }) {
    return context.transaction(actor, async (tx) => {
      permit(actor, "drop-draft", await membershipOf(tx, caseId));
      await removeDraft(tx, { personId: staffIdOf(actor), caseId, form });
      return { form };
    });
  },
});
