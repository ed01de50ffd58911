/** The deeds about talks with people on a case, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { noteChannel } from "./note-channel.ts";
import { recordCall } from "./record-call.ts";

export const deedsOfCalls = [recordCall, noteChannel] as const satisfies readonly Action[];
