/** Says who is on call from when to when. Nobody names themselves: it opens a way into every case. */
import { z } from "zod";
import { staffIdOf } from "../../core/people/actor.ts";
import { mustBePeriod } from "../../core/people/break-glass.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { insertOnCall } from "../../store/glass/writer.ts";
import { isColleague, mayTakeDuty } from "../../store/people/reader.ts";
import { defineAction } from "../action.ts";
import { asKeeperOfPeople } from "../people/people-transaction.ts";

export const setOnCall = defineAction({
  deed: "set-on-call",
  title: "Set on call",
  summary: "Says who is on call for a period.",
  path: "/on-call",
  input: z.object({
    personId: z.uuid().meta({ title: "Colleague" }),
    line: z.int().min(1).max(9).optional().meta({
      title: "Line",
      description:
        "Line 1 is woken first, and the next where nobody took the case in time. Left empty: line 1.",
    }),
    from: z.iso.datetime({ offset: true }).optional().meta({
      title: "From",
      description: "Left empty: from now on.",
    }),
    until: z.iso.datetime({ offset: true }).meta({ title: "Until" }),
  }),
  async run(context, actor, given) {
    permit(actor, "set-on-call");
    const setBy = staffIdOf(actor);
    const { personId, line = 1 } = given;
    const now = context.now();
    const from = given.from ? new Date(given.from) : now;
    const period = { personId, from, until: new Date(given.until) };
    mustBePeriod(period, setBy, now);
    return asKeeperOfPeople(context, async (tx) => {
      if (!(await isColleague(tx, personId))) throw new Refusal("person.unknown");
      if (!(await mayTakeDuty(tx, personId))) throw new Refusal("on-call.role");
      const onCallId = await insertOnCall(context, tx, { ...period, line, setBy, patternId: null });
      const until = period.until.toISOString();
      const body = { onCallId, personId, line, from: from.toISOString(), until, by: setBy };
      await appendHouseEvent(context, tx, { type: "on-call.set", body });
      return { onCallId };
    });
  },
});
