/** The deeds about how a letter may leave, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { agreePlain } from "./agree-plain.ts";
import { askForKey } from "./ask-for-key.ts";
import { encryptAnyway } from "./encrypt-anyway.ts";
import { sendByPortal } from "./send-by-portal.ts";

export const deedsOfSending = [
  askForKey,
  encryptAnyway,
  sendByPortal,
  agreePlain,
] as const satisfies readonly Action[];
