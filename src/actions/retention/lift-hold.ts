/** Lifts a legal hold. What fell due meanwhile is erased by the next sweep, not by this deed. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { lockHold } from "../../store/retention/hold-reader.ts";
import { liftHold as lift } from "../../store/retention/hold-writer.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const liftHold = defineAction({
  deed: "lift-hold",
  title: "Lift the hold",
  summary: "Ends a legal hold: what is due can be erased again.",
  path: "/cases/{caseId}/holds/{holdId}/lifting",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    holdId: z.uuid().meta({ title: "Hold" }),
    reason: z.string().trim().min(1).max(2_000).meta({ title: "Why it ends" }),
  }),
  async run(context, actor, { caseId, holdId, reason }) {
    return onCase(context, actor, "lift-hold", caseId, async ({ tx, caseKey, record }) => {
      if (!(await lockHold(tx, caseId, holdId))) throw new Refusal("retention.hold-unknown");
      const eventId = await record({
        sideId: staffSide,
        type: "hold.lifted",
        body: { holdId },
        text: { key: caseKey, plain: reason },
      });
      await lift(context, tx, holdId, staffIdOf(actor), eventId);
      return { holdId };
    });
  },
});
