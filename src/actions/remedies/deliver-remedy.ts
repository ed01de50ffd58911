/** Marks a remedy as delivered, which needs a record of its test (ALE-06). */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { isExploited } from "../../store/events/reader.ts";
import { reporterOf } from "../../store/parties/reader.ts";
import { markDelivered } from "../../store/remedies/writer.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";

export const deliverRemedy = defineAction({
  deed: "deliver-remedy",
  title: "Mark as delivered",
  summary: "Marks a remedy as delivered, with the record of its test.",
  path: "/cases/{caseId}/remedies/{remedyId}/delivery",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    remedyId: z.uuid().meta({ title: "Remedy" }),
    verification: z.string().trim().max(4_000).default("").meta({
      title: "How was it verified?",
      description: "The test, its result, and where it is kept.",
    }),
  }),
  async run(context, actor, { caseId, remedyId, verification }) {
    return onCase(context, actor, "deliver-remedy", caseId, async (desk) => {
      mustBeOpen(desk.head);
      if (verification.length < 10) throw new Refusal("remedy.verification");
      const reporter = await reporterOf(desk.tx, caseId);
      const eventId = await desk.record({
        sideId: staffSide,
        type: "remedy.delivered",
        body: { remedyId },
        text: { key: desk.caseKey, plain: verification },
        subjectId: remedyId,
        ...(reporter ? { owedTo: reporter.partyId } : {}),
      });
      const now = context.now();
      const times = { verifiedAt: now, availableAt: now };
      if (!(await markDelivered(context, desk, remedyId, times, eventId))) {
        throw new Refusal("remedy.unknown");
      }
      // An exploited vulnerability's final report to the authority counts from the measure.
      if (await isExploited(desk.tx, caseId)) {
        await desk.record({
          sideId: staffSide,
          type: "measure.available",
          body: { remedyId },
          subjectId: caseId,
        });
      }
      return { remedyId };
    });
  },
});
