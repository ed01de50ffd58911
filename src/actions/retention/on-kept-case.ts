/**
 * The frame of deeds on what a case keeps: like that of other deeds on a case, but it asks for no key,
 * since a case that was erased has none.
 */
import type { Actor } from "../../core/people/actor.ts";
import type { Deed } from "../../core/people/deeds.ts";
import { permit } from "../../core/people/permit.ts";
import type { Policy } from "../../core/policy/policy.ts";
import {
  type CaseHead,
  lockHeadOfCase,
  lockHeadsOfCases,
  policyOf,
} from "../../store/cases/head-reader.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { refreshHead } from "../../store/cases/writer.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent, type EventId, type NewEvent } from "../../store/events/writer.ts";
import type { Tx } from "../../store/transaction.ts";

export interface KeptCaseDesk {
  readonly tx: Tx;
  readonly head: CaseHead;
  readonly policy: Policy;
  /** Records an event. Retention turns no clock of a promise. */
  record(event: Omit<NewEvent, "caseId">): Promise<EventId>;
}

export async function onKeptCase<T>(
  context: Context,
  actor: Actor,
  deed: Deed,
  caseId: string,
  work: (desk: KeptCaseDesk) => Promise<T>,
  /** Further cases that the work changes; locked together with this one. */
  others: (tx: Tx) => Promise<readonly string[]> = async () => [],
): Promise<T> {
  return context.transaction(actor, async (tx) => {
    permit(actor, deed, await membershipOf(tx, caseId));
    await lockHeadsOfCases(tx, [caseId, ...(await others(tx))]);
    const head = await lockHeadOfCase(tx, caseId);
    let last: EventId | undefined;
    const result = await work({
      tx,
      head,
      policy: policyOf(context, head),
      async record(event) {
        last = await appendEvent(context, tx, { ...event, caseId });
        return last;
      },
    });
    if (last) await refreshHead(context, tx, caseId, last);
    return result;
  });
}
