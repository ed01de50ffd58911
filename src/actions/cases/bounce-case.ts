/** An entity sends back a case that it was given, with the reason; its teams leave the case. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { askedEntity } from "../../core/people/entity-rules.ts";
import { memberRowsOf } from "../../store/cases/people-of-case-reader.ts";
import { entityRoutingOf } from "../../store/cases/routing-reader.ts";
import { teamList } from "../../store/teams/reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { reasonField } from "../people/reason-field.ts";
import { takeOffCase } from "./take-off-case.ts";

export const bounceCase = defineAction({
  deed: "bounce-case",
  title: "Send it back",
  summary: "Sends back, for your entity, a case that it was given, with the reason.",
  path: "/cases/{caseId}/entity/bounce",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    reason: reasonField("Why it is not yours", "Say why the case is not yours."),
  }),
  async run(context, actor, { caseId, reason }) {
    return onCase(context, actor, "bounce-case", caseId, async (desk) => {
      const groups = actor.kind === "staff" ? actor.groupIds : [];
      const asked = await entityRoutingOf(desk.tx, caseId);
      const teams = await teamList(desk.tx);
      const entity = askedEntity(asked, groups, teams);
      await desk.record({
        sideId: staffSide,
        type: "entity.bounced",
        body: { entity },
        subjectId: caseId,
        text: { key: desk.caseKey, plain: reason },
      });
      const theirs = teams.filter((team) => team.entity === entity).map(({ teamId }) => teamId);
      const members = await memberRowsOf(desk.tx, caseId);
      // A team that a person let in for a reason of its own stays.
      const leaving = members.filter(
        (row) => row.rule !== null && theirs.includes(row.principalId),
      );
      for (const { principalId, rule } of leaving) {
        await takeOffCase(desk, { principalId, ...(rule ? { rule } : {}) });
      }
      return { entity };
    });
  },
});
