/** Stops a promise's clock for a while, with the reason and on whom we wait. */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import { waitsFor as waits } from "../../core/cases/waiting.ts";
import { pause } from "../../core/clocks/pause.ts";
import { mayPause } from "../../core/clocks/pause-by-hand.ts";
import { promisePaused } from "../../store/clocks/ledger-reader.ts";
import { defineAction } from "../action.ts";
import { mustBeOpen, onCase } from "../on-case.ts";
import { clockOn, saveClock } from "./on-promise.ts";

export const pausePromise = defineAction({
  deed: "pause-promise",
  title: "Pause",
  summary: "Stops a promise's clock for a while, with the reason and on whom we wait.",
  path: "/cases/{caseId}/promises/{clockId}/pause",
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    clockId: z.uuid().meta({ title: "Promise" }),
    waitsFor: z.enum(waits).meta({
      title: "On whom do we wait?",
      words: {
        reporter: "The reporter",
        party: "Another party of the case",
        vendor: "A vendor or supplier",
        coordinator: "A coordinator",
        other: "Somebody else",
      },
    }),
    reason: z.string().trim().min(3, "Say why the promise has to wait.").max(2_000).meta({
      title: "Reason",
      description: "Staff on the case read it. What is left of the time stays as it is.",
    }),
  }),
  async run(context, actor, { caseId, clockId, waitsFor, reason }) {
    return onCase(context, actor, "pause-promise", caseId, async (desk) => {
      mustBeOpen(desk.head);
      const { clock, clocks } = await clockOn(desk, clockId);
      mayPause(clock, desk.policy.promises[clock.promise], context.now());
      const eventId = await desk.record({
        sideId: staffSide,
        type: promisePaused,
        body: { clockId, promise: clock.promise, waitsFor },
        text: { key: desk.caseKey, plain: reason },
      });
      const paused = pause(clock, context.now(), "person");
      await saveClock(context, desk, clocks, { effect: "pause", clock: paused }, eventId);
      return { clockId };
    });
  },
});
