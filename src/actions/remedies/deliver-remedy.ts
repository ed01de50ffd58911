/** Marks a remedy as delivered, which needs a record of a passed test (ALE-06). */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { mustBePlanned, mustBeTested } from "../../core/remedies/remedy.ts";
import { isExploited } from "../../store/events/reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import { changeRemedy } from "../../store/remedies/writer.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { owedTo, remedyOf } from "./on-remedy.ts";
import { keepTest } from "./record-remedy-test.ts";

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
      description: "The test, its result, and where it is kept; not needed where one is on record.",
    }),
  }),
  async run(context, actor, { caseId, remedyId, verification }) {
    return onCase(context, actor, "deliver-remedy", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const found = await remedyOf(context, desk, remedyId);
      mustBePlanned(found);
      const now = context.now();
      const test = { passed: true, where: "", words: verification, at: now, by: staffIdOf(actor) };
      // Words that are no record are never dropped: whoever wrote them says more, or nothing.
      if (verification !== "" && verification.length < 10) throw new Refusal("remedy.verification");
      const remedy = verification === "" ? found : await keepTest(context, desk, found, test);
      mustBeTested(remedy);
      // An exploited vulnerability's final report to the authority counts from the measure.
      if (await isExploited(desk.tx, caseId)) {
        await desk.record({
          sideId: staffSide,
          type: "measure.available",
          body: {},
          subjectId: caseId,
        });
      }
      const eventId = await desk.record({
        sideId: staffSide,
        type: "remedy.delivered",
        body: { remedyId },
        ...(await owedTo(desk, remedyId)),
      });
      await changeRemedy(context, desk, remedy, { availableAt: now }, eventId);
      await owe(context, desk.tx, "notify", { caseId, subjectId: eventId });
      await owe(context, desk.tx, "tell-followers", { caseId, subjectId: eventId });
      return { remedyId };
    });
  },
});
