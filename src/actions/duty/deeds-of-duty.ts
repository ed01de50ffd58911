/** The deeds of duty: who is woken and alarmed, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { alarmNeglected } from "./alarm-neglected.ts";
import { handOver } from "./hand-over.ts";
import { wakeOnCall } from "./wake-on-call.ts";

export const deedsOfDuty = [
  wakeOnCall,
  alarmNeglected,
  handOver,
] as const satisfies readonly Action[];
