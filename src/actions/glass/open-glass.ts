/**
 * Opens a case to somebody who is not on it, once all conditions are met: access that ends, the
 * event of it in the case's chain, the alarm and the review that it owes. Runs in the system's name.
 */
import { staffSide } from "../../core/cases/sides.ts";
import { endsOf, hoursGiven, mayOpen } from "../../core/people/break-glass.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { headOf, lockHeadOfCase, policyOf } from "../../store/cases/head-reader.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { refreshHead } from "../../store/cases/writer.ts";
import type { Context } from "../../store/context.ts";
import { insertOpening } from "../../store/glass/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { openRolesOf } from "../../store/people/reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { teamList } from "../../store/teams/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { recordOnCase } from "../on-case.ts";

export interface Wish {
  readonly reference: string;
  readonly reason: string;
  readonly hours: number;
  readonly personId: string;
  /** The second person; null where the policy lets the person alone. */
  readonly confirmedBy: string | null;
}

export type Opened =
  | { opened: true; caseId: string; reference: string; expiresAt: Date }
  | { opened: false; because: "nothing" | "member" };

export async function openGlass(context: Context, tx: Tx, wish: Wish): Promise<Opened> {
  // An account may be closed, or its work change, between the wish and the second person's yes.
  if (!mayOpen(await openRolesOf(tx, wish.personId))) return { opened: false, because: "nothing" };
  const found = await headOf(tx, wish.reference.trim());
  if (!found) return { opened: false, because: "nothing" };
  const { caseId, reference } = found;
  const head = await lockHeadOfCase(tx, caseId);
  // Nothing of it is left to read; said like one that is not there.
  if (head.erasedAt) return { opened: false, because: "nothing" };
  if (await isMember(tx, caseId, wish.personId)) return { opened: false, because: "member" };
  const now = context.now();
  const { personId, confirmedBy } = wish;
  // What is asked of people who open a case follows the policy of today, not that of the report.
  const terms = inForceAt(context.policies, now);
  // The policy may have become stricter between the wish and the second person's yes.
  const hours = hoursGiven(terms, wish.hours);
  const { expiresAt, reviewDueAt } = endsOf(terms, { hours, now }, context.holidaysIn);
  const openingId = context.newId();
  const event = {
    sideId: staffSide,
    type: "glass.broken",
    body: {
      openingId,
      personId,
      confirmedBy,
      expiresAt: expiresAt.toISOString(),
      reviewDueAt: reviewDueAt.toISOString(),
    },
    text: { key: await keyOf(context, tx, caseId), plain: wish.reason },
  };
  const at = { caseId, policy: policyOf(context, head), severity: head.severityBand };
  const eventId = await recordOnCase(context, tx, at, event);
  const opening = { openingId, caseId, personId, confirmedBy, expiresAt, reviewDueAt };
  await insertOpening(context, tx, opening, eventId);
  await refreshHead(context, tx, caseId, eventId);
  await owe(context, tx, "alarm-glass", { caseId, subjectId: eventId });
  return { opened: true, caseId, reference, expiresAt };
}

async function isMember(tx: Tx, caseId: string, personId: string): Promise<boolean> {
  const staff = (await membershipOf(tx, caseId))?.staff ?? [];
  if (staff.includes(personId)) return true;
  const teams = await teamList(tx);
  return teams.some(
    ({ teamId, members }) =>
      staff.includes(teamId) && members.some((member) => member.personId === personId),
  );
}
