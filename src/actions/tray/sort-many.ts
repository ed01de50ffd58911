/**
 * Sorts several messages of the tray at once: one deed for each, so that one refusal stops no other.
 * Says which were sorted and which were not, and why.
 */
import { keptAs, notForUsReasons } from "../../core/mail/tray.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { Context } from "../../store/context.ts";
import { type DoneForCases, eachCase } from "../each-case.ts";
import { acknowledgeSender } from "./acknowledge-sender.ts";
import { keepMessage } from "./keep-message.ts";
import { putAsideMessage } from "./put-aside-message.ts";
import { recallMessage } from "./recall-message.ts";

/** What a key or a button of the tray does. */
export const traySortings = [...keptAs, ...notForUsReasons, "acknowledge"] as const;
export type TraySorting = (typeof traySortings)[number];

export type Sorted = DoneForCases;

export function sortMany(
  context: Context,
  actor: Actor,
  caseIds: readonly string[],
  { as, batch }: { readonly as: TraySorting; readonly batch: string },
): Promise<Sorted> {
  return eachCase(caseIds, async (caseId) => {
    if (as === "acknowledge") return acknowledgeSender.run(context, actor, { caseId });
    const kept = keptAs.find((name) => name === as);
    if (kept) return keepMessage.run(context, actor, { caseId, as: kept, batch });
    const reason = notForUsReasons.find((name) => name === as) ?? "spam";
    return putAsideMessage.run(context, actor, { caseId, reason, batch });
  });
}

/** Takes back how they were sorted. */
export function recallMany(
  context: Context,
  actor: Actor,
  caseIds: readonly string[],
): Promise<Sorted> {
  return eachCase(caseIds, (caseId) => recallMessage.run(context, actor, { caseId }));
}
