/** Gives a case to an entity, which then takes it over or sends it back with a reason (TH-10). */
import { z } from "zod";
import { colleagueOf } from "../../core/people/actor.ts";
import { mustBeRoutable } from "../../core/people/entity-rules.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { entityRoutingOf } from "../../store/cases/routing-reader.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { reasonField } from "../people/reason-field.ts";
import { askEntity } from "./ask-entity.ts";
import { mustBeOnForGood } from "./on-for-good.ts";

export const routeToEntity = defineAction({
  deed: "route-to-entity",
  title: "Give to the entity",
  summary: "Asks an entity to take the case over; its teams join the case.",
  path: "/cases/{caseId}/entity",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    entity: z.string().trim().min(1, "Choose an entity.").max(200).meta({ title: "Entity" }),
    reason: reasonField("Why it is theirs", "Say why the case is theirs."),
  }),
  async run(context, actor, { caseId, entity, reason }) {
    return onCase(context, actor, "route-to-entity", caseId, async (desk) => {
      mustBeOpen(desk.head);
      await mustBeOnForGood(desk.tx, caseId, actor);
      const { organisation } = inForceAt(context.policies, context.now());
      const names = organisation.entities.map(({ name }) => name);
      mustBeRoutable(entity, names, await entityRoutingOf(desk.tx, caseId));
      const members = (await membershipOf(desk.tx, caseId))?.staff ?? [];
      const teamIds = await askEntity(context, desk.tx, desk.record, {
        caseId,
        entity,
        rule: null,
        addedBy: colleagueOf(actor),
        members,
        reason: { key: desk.caseKey, plain: reason },
      });
      return { entity, teamIds };
    });
  },
});
