/**
 * Makes what every installation has from its first start: the team that reports are routed to. Where
 * the data were a demonstration's, its seats end: whoever sat there once comes in no more.
 */
import { z } from "zod";
import { permit } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { closeSeats } from "../../store/people/seat-writer.ts";
import { insertTeam } from "../../store/people/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";

export const ensureHouse = defineAction({
  deed: "ensure-house",
  title: "Set up the house",
  summary: "Makes the team that every report is routed to, once, and ends a demonstration's seats.",
  path: null,
  input: z.object({}),
  async run(context, actor) {
    permit(actor, "ensure-house");
    const { organisation } = inForceAt(context.policies, context.now());
    return context.transaction(actor, async (tx) => {
      const made = await insertTeam(context, tx, organisation.teamName);
      if (made) await appendHouseEvent(context, tx, { type: "house.set-up", body: {} });
      if (!context.demonstration) await endSeats(context, tx);
      return { made };
    });
  },
});

async function endSeats(context: Context, tx: Tx): Promise<void> {
  for (const tokenId of await closeSeats(tx, context.now())) {
    await appendHouseEvent(context, tx, { type: "token.revoked", body: { tokenId } });
  }
}
