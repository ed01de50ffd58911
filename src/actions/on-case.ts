/**
 * The frame of every deed on a case: load and lock, permit, let the deed decide and save, then
 * bring clocks and head up to date, all in one transaction.
 */
import type { Actor } from "../core/people/actor.ts";
import type { Deed } from "../core/people/deeds.ts";
import { permit } from "../core/people/permit.ts";
import type { Policy } from "../core/policy/policy.ts";
import { Refusal } from "../core/refusal.ts";
import { type CaseHead, lockHeadOfCase, policyOf } from "../store/cases/head-reader.ts";
import { membershipOf } from "../store/cases/membership-reader.ts";
import { refreshHead } from "../store/cases/writer.ts";
import { turnClocks } from "../store/clocks/writer.ts";
import type { Context } from "../store/context.ts";
import { appendEvent, type EventId, type NewEvent } from "../store/events/writer.ts";
import { keyOf, type ObjectKey } from "../store/sealing/object-keys.ts";
import type { Tx } from "../store/transaction.ts";

/** What happened, and what clocks need to know of it. */
export interface CaseEvent extends Omit<NewEvent, "caseId"> {
  readonly owedTo?: string;
  readonly subjectId?: string;
  readonly agreed?: Date;
  /** Id of the event that it takes back; it stands in the body too. */
  readonly takesBack?: string;
  /** The types that tell anew what it takes back; they stand in the body too. */
  readonly toldAnew?: readonly string[];
  /** Id of the event that took back what it tells anew; it stands in the body too. */
  readonly tellsAnew?: string;
  /** The exceptions that hold no more with it; they stand in the body too. */
  readonly exceptions?: readonly string[];
  /** The severity band that this event gave the case. */
  readonly severity?: string;
  /** When it happened, where that is earlier than its being recorded: clocks begin there. */
  readonly happenedAt?: Date;
  /** Left out, a deed of staff or a party is a person's and a task's is automatic. */
  readonly by?: "person" | "automatic";
}

export interface Desk {
  readonly tx: Tx;
  readonly head: CaseHead;
  readonly policy: Policy;
  /** The case's own key: staff content. */
  readonly caseKey: ObjectKey;
  /** Records an event and lets it turn the clocks. */
  record(event: CaseEvent): Promise<EventId>;
}

/** Runs a deed on a case. Refuses with access.not-found where the actor's wall shows no such case. */
export async function onCase<T>(
  context: Context,
  actor: Actor,
  deed: Deed,
  caseId: string,
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  return context.transaction(actor, async (tx) => {
    const membership = await membershipOf(tx, caseId);
    permit(actor, deed, membership);
    const head = await lockHeadOfCase(tx, caseId);
    const policy = policyOf(context, head);
    let last: EventId | undefined;
    let band = head.severityBand;
    const desk: Desk = {
      tx,
      head,
      policy,
      caseKey: await keyOf(context, tx, caseId),
      async record(event) {
        last = await recordOnCase(context, tx, { caseId, policy, severity: band }, event);
        band = event.severity ?? band;
        return last;
      },
    };
    const result = await work(desk);
    if (last) await refreshHead(context, tx, caseId, last);
    return result;
  });
}

/**
 * Appends the event and turns the clocks; the head is the caller's to refresh. `at.severity` is the
 * band before the event.
 */
export async function recordOnCase(
  context: Context,
  tx: Tx,
  at: { caseId: string; policy: Policy; severity?: string | null },
  event: CaseEvent,
): Promise<EventId> {
  const { owedTo, subjectId, agreed, takesBack, severity, happenedAt, by, ...rest } = event;
  const { toldAnew, tellsAnew, exceptions, ...stored } = rest;
  const before = at.severity ?? null;
  const band = severity ?? before;
  const id = await appendEvent(context, tx, { ...stored, caseId: at.caseId });
  await turnClocks(context, tx, at, {
    type: event.type,
    id,
    at: happenedAt ?? context.now(),
    by: by ?? (tx.actor.kind === "system" ? "automatic" : "person"),
    ...(band ? { severity: band } : {}),
    ...(band === before ? {} : { severityBefore: before }),
    ...(owedTo ? { owedTo } : {}),
    ...(subjectId ? { subjectId } : {}),
    ...(agreed ? { agreed } : {}),
    ...(takesBack ? { takesBack } : {}),
    ...(toldAnew ? { toldAnew } : {}),
    ...(tellsAnew ? { tellsAnew } : {}),
    ...(exceptions ? { exceptions } : {}),
  });
  return id;
}

/** Refuses deeds on a closed case, which must be reopened first. */
export function mustBeOpen(head: CaseHead): void {
  if (head.closedAt) throw new Refusal("case.closed", { reference: head.reference });
}
