/** An entity takes over a case that it was given. Done by somebody of one of its teams. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { askedEntity } from "../../core/people/entity-rules.ts";
import { entityRoutingOf } from "../../store/cases/routing-reader.ts";
import { teamList } from "../../store/teams/reader.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const acceptCase = defineAction({
  deed: "accept-case",
  title: "Take it over",
  summary: "Takes over, for your entity, a case that it was given.",
  path: "/cases/{caseId}/entity/accept",
  input: z.object({ caseId: z.uuid().meta({ title: "Case" }) }),
  async run(context, actor, { caseId }) {
    return onCase(context, actor, "accept-case", caseId, async (desk) => {
      const groups = actor.kind === "staff" ? actor.groupIds : [];
      const asked = await entityRoutingOf(desk.tx, caseId);
      const entity = askedEntity(asked, groups, await teamList(desk.tx));
      await desk.record({
        sideId: staffSide,
        type: "entity.accepted",
        body: { entity },
        subjectId: caseId,
      });
      return { entity };
    });
  },
});
