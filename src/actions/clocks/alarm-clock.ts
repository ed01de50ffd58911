/** Records, once, that a promise's time has passed without its being kept. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { unalarmedClock } from "../../store/clocks/overdue-reader.ts";
import { updateState } from "../../store/state/state-rows.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";

export const alarmClock = defineAction({
  deed: "alarm-clock",
  title: "Alarm about a clock",
  summary: "Records that a promise is overdue.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    clockId: z.uuid().meta({ title: "Clock" }),
  }),
  async run(context, actor, { caseId, clockId }) {
    return onCase(context, actor, "alarm-clock", caseId, async (desk) => {
      const clock = await unalarmedClock(desk.tx, clockId, context.now());
      if (!clock) return { alarmed: false };
      const { promise, owedTo, subjectId, dueAt } = clock;
      const eventId = await desk.record({
        sideId: staffSide,
        type: "clock.overdue",
        body: { clockId, promise, owedTo, subjectId, dueAt: dueAt.toISOString() },
      });
      const change = { alarmed_at: context.now(), last_event_id: eventId };
      await updateState(context, desk.tx, "clocks", { clock_id: clockId }, change);
      return { alarmed: true };
    });
  },
});
