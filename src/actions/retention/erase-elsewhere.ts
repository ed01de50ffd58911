/**
 * A person who is erased is erased in every case that the same address wrote to: each gets its own
 * erasure, event and job. What a hold stops there waits there. Staff of one case learn of no other.
 */
import { staffSide } from "../../core/cases/sides.ts";
import { lockHeadOfCase } from "../../store/cases/head-reader.ts";
import { refreshHead } from "../../store/cases/writer.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent } from "../../store/events/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { type ErasureRow, openErasure } from "../../store/retention/erasure-reader.ts";
import { insertErasure, updateErasure } from "../../store/retention/erasure-writer.ts";
import type { SamePerson } from "../../store/retention/person-reader.ts";
import type { Tx } from "../../store/transaction.ts";

/** Only what a person asked for or ordered spreads; a term of the policy ends with each case. */
export async function eraseElsewhere(
  context: Context,
  tx: Tx,
  others: readonly SamePerson[],
  erasure: Pick<ErasureRow, "reason" | "approvedBy">,
): Promise<void> {
  if (erasure.reason === "term" || erasure.reason === "same-person") return;
  for (const other of others) await approveAt(context, tx, other, erasure.approvedBy);
}

async function approveAt(
  context: Context,
  tx: Tx,
  { caseId, partyId, policyVersion }: SamePerson,
  approvedBy: string | null,
): Promise<void> {
  await lockHeadOfCase(tx, caseId);
  const subject = { caseId, scope: "identity" as const, subjectId: partyId };
  const open = await openErasure(tx, subject);
  if (open?.state === "approved") return;
  const erasureId = open?.erasureId ?? context.newId();
  const eventId = await appendEvent(context, tx, {
    caseId,
    sideId: staffSide,
    type: "erasure.approved",
    body: { erasureId, scope: "identity", subjectId: partyId, because: "same-person" },
  });
  const now = context.now();
  if (open) {
    const change = { state: "approved", approved_by: approvedBy, approved_at: now };
    await updateErasure(context, tx, erasureId, change, eventId);
  } else {
    await insertErasure(
      context,
      tx,
      {
        ...{ ...subject, erasureId, sideId: partyId, reason: "same-person", clause: null },
        ...{ policyVersion, state: "approved", dueAt: now, approvedBy },
      },
      eventId,
    );
  }
  await refreshHead(context, tx, caseId, eventId);
  await owe(context, tx, "erase", { caseId, subjectId: erasureId });
}
