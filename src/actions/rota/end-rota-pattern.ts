/** Ends a recurring rota, now or on a day. */
import { z } from "zod";
import { endOf } from "../../core/duty/rota-rules.ts";
import { colleagueOf } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { endPattern, lockPattern } from "../../store/duty/rota-writer.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { defineAction } from "../action.ts";
import { asKeeperOfPeople } from "../people/people-transaction.ts";
import { dayField, patternIdField, seenPattern } from "./rota-input.ts";

export const endRotaPattern = defineAction({
  deed: "end-rota-pattern",
  title: "End this rota",
  summary: "Ends a recurring rota, now or on a day.",
  path: "/rota-patterns/{patternId}/end",
  input: z.object({
    patternId: patternIdField,
    endsOn: dayField.optional().meta({
      title: "Last day",
      description: "It ends at that day's hand-over. Left empty: now.",
    }),
    seen: seenPattern,
  }),
  async run(context, actor, { patternId, endsOn, seen }) {
    permit(actor, "end-rota-pattern");
    return asKeeperOfPeople(context, async (tx) => {
      const pattern = await lockPattern(context, tx, patternId, seen);
      const endsAt = endOf(pattern, endsOn, context.now());
      await endPattern(context, tx, patternId, endsAt);
      const body = { patternId, endsAt: endsAt.toISOString(), by: colleagueOf(actor) };
      await appendHouseEvent(context, tx, { type: "rota.ended", body });
      return { patternId };
    });
  },
});
