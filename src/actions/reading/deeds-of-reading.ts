/** The deeds about reading what could not be read, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { keepReading } from "./keep-reading.ts";
import { readAgain } from "./read-again.ts";

export const deedsOfReading = [keepReading, readAgain] as const satisfies readonly Action[];
