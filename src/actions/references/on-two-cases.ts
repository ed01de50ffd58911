/**
 * The frame of a deed that puts the mail of one case into another: whoever does it may do it on both, and
 * both are locked in one order.
 */
import type { Actor } from "../../core/people/actor.ts";
import type { Deed } from "../../core/people/deeds.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import {
  type CaseHead,
  headOf,
  lockHeadOfCase,
  lockHeadsOfCases,
  policyOf,
} from "../../store/cases/head-reader.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { refreshHead } from "../../store/cases/writer.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { type CaseEvent, recordOnCase } from "../on-case.ts";

/** One of the two cases, locked. */
export interface CaseSide {
  readonly tx: Tx;
  readonly head: CaseHead;
  record(event: CaseEvent): Promise<EventId>;
}

interface Which {
  readonly caseId: string;
  readonly into: string | ((tx: Tx) => Promise<string>);
  /** What is said where the actor sees no such case. */
  readonly unknown?: "join.no-such-case" | "link.no-such-case";
}

/** `into` names the other case by its reference or id. Not yours and not there are refused alike. */
export async function onTwoCases<T>(
  context: Context,
  actor: Actor,
  deed: Deed,
  { caseId, into, unknown = "join.no-such-case" }: Which,
  work: (from: CaseSide, target: CaseSide) => Promise<T>,
): Promise<T> {
  return context.transaction(actor, async (tx) => {
    permit(actor, deed, await membershipOf(tx, caseId));
    const name = typeof into === "string" ? into : await into(tx);
    const found = await headOf(tx, name);
    const membership = found && (await membershipOf(tx, found.caseId));
    if (!found || !membership) throw new Refusal(unknown, { reference: name });
    permit(actor, deed, membership);
    await lockHeadsOfCases(tx, [caseId, found.caseId]);
    const heads = [await lockHeadOfCase(tx, caseId), await lockHeadOfCase(tx, found.caseId)];
    const last = new Map<string, EventId>();
    const [from, target] = heads.map((head) => sideOf(context, tx, head, last));
    if (!from || !target) throw new Refusal("access.not-found");
    const result = await work(from, target);
    for (const [id, eventId] of last) await refreshHead(context, tx, id, eventId);
    return result;
  });
}

function sideOf(context: Context, tx: Tx, head: CaseHead, last: Map<string, EventId>): CaseSide {
  const at = { caseId: head.caseId, policy: policyOf(context, head), severity: head.severityBand };
  return {
    tx,
    head,
    async record(event) {
      const eventId = await recordOnCase(context, tx, at, event);
      last.set(head.caseId, eventId);
      return eventId;
    },
  };
}
