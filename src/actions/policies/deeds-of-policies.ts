/** The deeds about policies, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { moveCaseToPolicy } from "./move-case-to-policy.ts";

export const deedsOfPolicies = [moveCaseToPolicy] as const satisfies readonly Action[];
