/** Gives a rota another order from a day on. What was before that day stays as it was. */
import { z } from "zod";
import { mustBeOrderDay, mustNotAddSelf } from "../../core/duty/rota-rules.ts";
import { staffIdOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { insertOrder, lockPattern } from "../../store/duty/rota-writer.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { defineAction } from "../action.ts";
import { asKeeperOfPeople } from "../people/people-transaction.ts";
import { dayField, mustBePeople, patternIdField, peopleField, seenPattern } from "./rota-input.ts";

export const changeRotaOrder = defineAction({
  deed: "change-rota-order",
  title: "Change the order",
  summary: "Gives a rota another order, or other colleagues, from a day on.",
  path: "/rota-patterns/{patternId}/order",
  input: z.object({
    patternId: patternIdField,
    people: peopleField.meta({
      title: "Who takes turns",
      description: "In this order. Empty a row to leave somebody out.",
    }),
    startsOn: dayField.meta({
      title: "From",
      description: "The first of the order begins at this day's hand-over.",
    }),
    seen: seenPattern,
  }),
  async run(context, actor, { patternId, people: rows, startsOn, seen }) {
    permit(actor, "change-rota-order");
    const by = staffIdOf(actor);
    const people = rows.map(({ personId }) => personId);
    return asKeeperOfPeople(context, async (tx) => {
      const pattern = await lockPattern(context, tx, patternId, seen);
      mustNotAddSelf(people, by, pattern.orders);
      mustBeOrderDay(pattern, startsOn, context.now());
      await mustBePeople(tx, people, pattern.teamId);
      await insertOrder(context, tx, patternId, { startsOn, people });
      const body = { patternId, startsOn, people, by };
      await appendHouseEvent(context, tx, { type: "rota.order-changed", body });
      return { patternId };
    });
  },
});
