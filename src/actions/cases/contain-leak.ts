/** Records that what leaked leaks no further: what was done, and since when (L-05). */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { defineAction } from "../action.ts";
import { momentField } from "../moment-field.ts";
import { mustBeOpen, onCase } from "../on-case.ts";

export const containLeak = defineAction({
  deed: "contain-leak",
  title: "Record that it is contained",
  summary: "Records that data leaks no further: what was done, and since when.",
  path: "/cases/{caseId}/containment",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    at: momentField.optional().meta({
      title: "Since when",
      description: "Empty means now.",
    }),
    done: z
      .string()
      .trim()
      .min(10, "Say what was done, so that others can follow it.")
      .max(20_000)
      .meta({ title: "What was done", description: "Access shut, keys renewed, copies removed." }),
  }),
  async run(context, actor, { caseId, at, done }) {
    return onCase(context, actor, "contain-leak", caseId, async (desk) => {
      mustBeOpen(desk.head);
      if (desk.head.kind !== "data-leak") {
        throw new Refusal("case.no-leak", { reference: desk.head.reference });
      }
      const since = at ? new Date(at) : context.now();
      if (since > context.now()) throw new Refusal("case.contained-later");
      await desk.record({
        sideId: staffSide,
        type: "leak.contained",
        body: { since: since.toISOString() },
        text: { key: desk.caseKey, plain: done },
      });
      return { since: since.toISOString() };
    });
  },
});
