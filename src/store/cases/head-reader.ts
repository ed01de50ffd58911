/** Reads the head of a case: where it stands, under which policy, for whom. */
import type { CaseKind } from "../../core/cases/case-facts.ts";
import type { Stage } from "../../core/cases/stage.ts";
import type { AnswerHold } from "../../core/mail/may-answer.ts";
import type { Tray } from "../../core/mail/tray.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { Refusal } from "../../core/refusal.ts";
import { isUuid } from "../../lib/uuid7.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

export interface CaseHead {
  readonly caseId: string;
  readonly reference: string;
  /** The mailbox that it came by; null for every other way. */
  readonly mailbox: string | null;
  /** How it stands in the intake tray; null for what did not come by mail. */
  readonly tray: Tray;
  /** The deed by which it was sorted; null while it was not. */
  readonly trayBatch: string | null;
  /** Why its sender got no acknowledgement by itself; null where nothing held it back. */
  readonly answerHeld: AnswerHold | null;
  /** When its leads were told that nobody looks at it; null while they were not. */
  readonly trayAlarmedAt: Date | null;
  readonly kind: CaseKind;
  readonly stage: Stage;
  readonly policyId: string;
  readonly policyVersion: number;
  readonly severityBand: string | null;
  /** The band that was put before any score; counts while there is none. */
  readonly suspectedBand: string | null;
  /** Nothing of ours is published before; null where nothing of the kind was agreed. */
  readonly notBefore: Date | null;
  readonly ownerId: string | null;
  readonly waitingOn: "us" | "reporter" | "other" | "nobody";
  /** Whom exactly: a pseudonym, an entity, or a word of a pause; null where it is on us or nobody. */
  readonly waitingFor: string | null;
  /** Since when; null where nothing was done on the case since this is kept. */
  readonly waitingSince: Date | null;
  readonly openedAt: Date;
  readonly updatedAt: Date;
  readonly closedAt: Date | null;
  readonly closeReason: string | null;
  readonly titleSealed: Buffer;
  /** Null where it never had a label. */
  readonly labelsSealed: Buffer | null;
  /** When the content of the case was erased; null while it is there. */
  readonly erasedAt: Date | null;
}

const columns = `case_id as "caseId", reference, mailbox, tray,
  tray_batch as "trayBatch", answer_held as "answerHeld",
  tray_alarmed_at as "trayAlarmedAt", kind, stage, policy_id as "policyId",
  policy_version as "policyVersion", severity_band as "severityBand",
  suspected_band as "suspectedBand", not_before as "notBefore", owner_id as "ownerId",
  waiting_on as "waitingOn", waiting_for as "waitingFor", waiting_since as "waitingSince", opened_at as "openedAt", updated_at as "updatedAt",
  closed_at as "closedAt", close_reason as "closeReason", title_sealed as "titleSealed", labels_sealed as "labelsSealed",
  erased_at as "erasedAt"`;

/** The head, locked until the transaction ends. Refuses with access.not-found where there is none for this actor. */
export async function lockHeadOfCase(tx: Tx, caseId: string): Promise<CaseHead> {
  const head = await tx.first<CaseHead>(
    `select ${columns} from cases where case_id = $1 for no key update`,
    [caseId],
    "lock-head",
  );
  if (!head) throw new Refusal("access.not-found");
  return head;
}

/** Locks the heads of these cases in one order, so that no two who need the same ones wait for each other. */
export async function lockHeadsOfCases(tx: Tx, caseIds: readonly string[]): Promise<void> {
  await tx.query(
    `select case_id from cases where case_id = any ($1::uuid[]) order by case_id for no key update`,
    [caseIds],
  );
}

/** The head by reference or id, without a lock; undefined where this actor sees none. */
export async function headOf(tx: Tx, which: string): Promise<CaseHead | undefined> {
  // PostgreSQL takes no NUL in a text; an address may hold one.
  if (which.includes("\0")) return undefined;
  const [by, name] = isUuid(which)
    ? ["case_id = $1::uuid", "head-by-id"]
    : ["reference = $1", "head-by-reference"];
  return tx.first<CaseHead>(`select ${columns} from cases where ${by}`, [which], name);
}

/** The policy version that a case is pinned to. */
export function policyOf(
  context: Pick<Context, "policies">,
  head: Pick<CaseHead, "policyId" | "policyVersion">,
): Policy {
  const found = context.policies.find(
    (policy) => policy.name === head.policyId && policy.version === head.policyVersion,
  );
  if (!found) {
    throw new Error(`policy ${head.policyId} version ${head.policyVersion} is not loaded`);
  }
  return found;
}
