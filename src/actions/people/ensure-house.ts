/** Makes what every installation has from its first start: the team that reports are routed to. */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { insertTeam } from "../../store/people/writer.ts";
import { defineAction } from "../action.ts";

export const ensureHouse = defineAction({
  deed: "ensure-house",
  title: "Set up the house",
  summary: "Makes the team that every report is routed to, once.",
  path: null,
  input: z.object({}),
  async run(context, actor) {
    permit(actor, "ensure-house");
    const { organisation } = inForceAt(context.policies, context.now());
    return context.transaction(actor, async (tx) => {
      const made = await insertTeam(context, tx, organisation.teamName);
      if (made) await appendHouseEvent(context, tx, { type: "house.set-up", body: {} });
      return { made };
    });
  },
});
