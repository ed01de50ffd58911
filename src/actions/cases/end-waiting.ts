/** Says that whoever a colleague let the case wait for has answered, or is waited for no more. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { mustBeToWait } from "../../core/cases/wait-by-hand.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";

export const endWaiting = defineAction({
  deed: "end-waiting",
  title: "We wait no more",
  summary: "Ends the waiting that a colleague said.",
  path: "/cases/{caseId}/waiting/end",
  input: z.object({ caseId: z.uuid().meta({ title: "Case" }) }),
  async run(context, actor, { caseId }) {
    return onCase(context, actor, "end-waiting", caseId, async ({ tx, head, record }) => {
      mustBeOpen(head);
      mustBeToWait(await factsOf(tx, caseId), false, head.reference);
      await record({ sideId: staffSide, type: "waiting.ended", body: {} });
      return { caseId };
    });
  },
});
