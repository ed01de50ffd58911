/** Leaves a case that one was let into, and no longer needs to know. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import { memberRowsOf } from "../../store/cases/people-of-case-reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { reasonField } from "../people/reason-field.ts";
import { takeOffCase } from "./take-off-case.ts";

export const leaveCase = defineAction({
  deed: "leave-case",
  title: "Leave the case",
  summary: "Takes yourself off a case that you were let into.",
  path: "/cases/{caseId}/leave",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    reason: reasonField("Why you leave", "Say why you leave."),
  }),
  async run(context, actor, { caseId, reason }) {
    return onCase(context, actor, "leave-case", caseId, async (desk) => {
      const principalId = staffIdOf(actor);
      const members = await memberRowsOf(desk.tx, caseId);
      const own = members.find(
        (row) => row.principalId === principalId && row.sideId === staffSide,
      );
      if (!own) throw new Refusal("member.by-team");
      await takeOffCase(desk, { principalId, reason });
      return { principalId };
    });
  },
});
