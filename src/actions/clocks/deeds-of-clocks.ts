/** The deeds about promises and their clocks, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { alarmClock } from "./alarm-clock.ts";
import { alarmHouse } from "./alarm-house.ts";
import { explainBreach } from "./explain-breach.ts";
import { pausePromise } from "./pause-promise.ts";
import { recordMilestone } from "./record-milestone.ts";
import { resumePromise } from "./resume-promise.ts";

export const deedsOfClocks = [
  recordMilestone,
  pausePromise,
  resumePromise,
  explainBreach,
  alarmHouse,
  alarmClock,
] as const satisfies readonly Action[];
