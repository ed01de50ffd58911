/** Lets a promise's clock run again; it falls due later by the time that did not count. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { calendarOf } from "../../core/clocks/calendar-of.ts";
import { resume } from "../../core/clocks/pause.ts";
import { mayResume } from "../../core/clocks/pause-by-hand.ts";
import { lengthFor } from "../../core/policy/promise-terms.ts";
import { defineAction } from "../action.ts";
import { onCase } from "../on-case.ts";
import { clockOn, saveClock } from "./on-promise.ts";

export const resumePromise = defineAction({
  deed: "resume-promise",
  title: "Let it run again",
  summary: "Lets a paused promise's clock run again.",
  path: "/cases/{caseId}/promises/{clockId}/resumption",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    clockId: z.uuid().meta({ title: "Promise" }),
  }),
  async run(context, actor, { caseId, clockId }) {
    return onCase(context, actor, "resume-promise", caseId, async (desk) => {
      const { clock, clocks } = await clockOn(desk, clockId);
      mayResume(clock);
      const terms = desk.policy.promises[clock.promise];
      const eventId = await desk.record({
        sideId: staffSide,
        type: "promise.resumed",
        body: { clockId, promise: clock.promise },
      });
      const length = terms ? lengthFor(terms, desk.head.severityBand ?? undefined) : "none";
      const calendar = calendarOf(desk.policy, context.holidaysIn, terms);
      const now = { id: eventId, at: context.now() };
      const resumed = resume(clock, now, length, calendar);
      await saveClock(context, desk, clocks, { effect: "resume", clock: resumed }, eventId);
      return { dueAt: resumed.dueAt?.toISOString() ?? null };
    });
  },
});
