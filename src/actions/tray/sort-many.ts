/**
 * Sorts several messages of the tray at once: one deed for each, so that one refusal stops no other.
 * Says which were sorted and which were not, and why.
 */
import { keptAs, notForUsReasons } from "../../core/mail/tray.ts";
import type { Actor } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { acknowledgeSender } from "./acknowledge-sender.ts";
import { keepMessage } from "./keep-message.ts";
import { putAsideMessage } from "./put-aside-message.ts";
import { recallMessage } from "./recall-message.ts";

/** What a key or a button of the tray does. */
export const traySortings = [...keptAs, ...notForUsReasons, "acknowledge"] as const;
export type TraySorting = (typeof traySortings)[number];

export interface Sorted {
  /** Cases, in the order in which they were named. */
  readonly done: readonly string[];
  readonly refused: readonly { readonly caseId: string; readonly refusal: Refusal }[];
}

export function sortMany(
  context: Context,
  actor: Actor,
  caseIds: readonly string[],
  { as, batch }: { readonly as: TraySorting; readonly batch: string },
): Promise<Sorted> {
  return each(caseIds, async (caseId) => {
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
  return each(caseIds, (caseId) => recallMessage.run(context, actor, { caseId }));
}

async function each(
  caseIds: readonly string[],
  deed: (caseId: string) => Promise<object>,
): Promise<Sorted> {
  const done: string[] = [];
  const refused: { caseId: string; refusal: Refusal }[] = [];
  for (const caseId of new Set(caseIds)) {
    try {
      await deed(caseId);
      done.push(caseId);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push({ caseId, refusal: error });
    }
  }
  return { done, refused };
}
