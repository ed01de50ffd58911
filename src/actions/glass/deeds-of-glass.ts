/** The deeds about being on call and breaking the glass, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { alarmGlass } from "./alarm-glass.ts";
import { breakGlass } from "./break-glass.ts";
import { confirmBreakGlass } from "./confirm-break-glass.ts";
import { declineBreakGlass } from "./decline-break-glass.ts";
import { endOnCall } from "./end-on-call.ts";
import { reviewBreakGlass } from "./review-break-glass.ts";
import { setOnCall } from "./set-on-call.ts";

export const deedsOfGlass = [
  setOnCall,
  endOnCall,
  breakGlass,
  confirmBreakGlass,
  declineBreakGlass,
  alarmGlass,
  reviewBreakGlass,
] as const satisfies readonly Action[];
