/** Takes a colleague or a team off a case, with the reason. A party is never taken off by this way. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { Refusal } from "../../core/refusal.ts";
import { memberRowsOf } from "../../store/cases/people-of-case-reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { reasonField } from "../people/reason-field.ts";
import { mustBeOnForGood } from "./on-for-good.ts";
import { takeOffCase } from "./take-off-case.ts";

export const removeMember = defineAction({
  deed: "remove-member",
  title: "Take off the case",
  summary: "Takes a colleague or a team off a case, with the reason.",
  path: "/cases/{caseId}/members/{principalId}/remove",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    principalId: z.uuid().meta({ title: "Colleague or team" }),
    reason: reasonField("Why they no longer need to know", "Say why they no longer need to know."),
  }),
  async run(context, actor, { caseId, principalId, reason }) {
    return onCase(context, actor, "remove-member", caseId, async (desk) => {
      await mustBeOnForGood(desk.tx, caseId, actor);
      const members = await memberRowsOf(desk.tx, caseId);
      const member = members.find(
        (row) => row.principalId === principalId && row.sideId === staffSide,
      );
      if (!member) throw new Refusal("member.unknown");
      await takeOffCase(desk, { principalId, reason });
      return { principalId };
    });
  },
});
