/** The deeds about drafts, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { dropDraft } from "./drop-draft.ts";
import { keepDraft } from "./keep-draft.ts";

export const deedsOfDrafts = [keepDraft, dropDraft] as const satisfies readonly Action[];
