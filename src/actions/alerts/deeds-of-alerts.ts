/** The deeds about where alarms go, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { settleAlert } from "./settle-alert.ts";
import {
  addAlertTarget,
  endAlertTarget,
  renewAlertSecret,
  retryAlert,
  testAlertTarget,
} from "./target-deeds.ts";

export const deedsOfAlerts = [
  addAlertTarget,
  testAlertTarget,
  renewAlertSecret,
  endAlertTarget,
  retryAlert,
  settleAlert,
] as const satisfies readonly Action[];
