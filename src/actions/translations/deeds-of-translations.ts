/** The deeds about translations, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { noteTranslation } from "./note-translation.ts";

export const deedsOfTranslations = [noteTranslation] as const satisfies readonly Action[];
