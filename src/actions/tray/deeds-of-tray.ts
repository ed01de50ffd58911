/** The deeds about the mail tray, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { acknowledgeSender } from "./acknowledge-sender.ts";
import { alarmTray } from "./alarm-tray.ts";
import { keepMessage } from "./keep-message.ts";
import { putAsideMessage } from "./put-aside-message.ts";
import { recallMessage } from "./recall-message.ts";

export const deedsOfTray = [
  alarmTray,
  keepMessage,
  putAsideMessage,
  recallMessage,
  acknowledgeSender,
] as const satisfies readonly Action[];
