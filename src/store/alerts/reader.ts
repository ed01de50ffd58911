/** Reads where alarms go and what became of them: one's own, and for leads the house's. */

import type { AlertSecrets } from "../../core/duty/alert.ts";
import { stillBefore } from "../../core/duty/alert.ts";
import type { Context } from "../context.ts";
import { openJson, unwrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

/** Who may open a target's key: the table of targets itself. */
export const alertHolder = "alert_targets";
export const targetPlace = { table: "alert_targets", column: "target_sealed" } as const;

export type TargetKind = "mail" | "webhook";

/** What is sealed of a target; a mailbox has no secret. */
export interface TargetWords extends Partial<AlertSecrets> {
  readonly address: string;
}

export interface AlertTarget {
  readonly targetId: string;
  /** Null for the house's. */
  readonly personId: string | null;
  readonly kind: TargetKind;
  readonly urgentOnly: boolean;
  readonly addedAt: Date;
  readonly endedAt: Date | null;
  readonly words: TargetWords;
}

type Stored = Omit<AlertTarget, "words"> & {
  readonly sealed: Buffer;
  readonly wrapped: Buffer;
  readonly masterKeyId: string;
};

const columns = `target_id as "targetId", person_id as "personId", kind, urgent_only as "urgentOnly",
  added_at as "addedAt", ended_at as "endedAt", target_sealed as "sealed",
  key_wrapped as "wrapped", master_key_id as "masterKeyId"`;

/** Those in use that this actor sees, the house's first; at most 100. */
export async function alertTargets(context: Context, tx: Tx): Promise<AlertTarget[]> {
  const rows = await tx.query<Stored>(
    `select ${columns} from alert_targets where ended_at is null
      order by person_id is not null, added_at, target_id limit 100`,
  );
  return rows.map((row) => targetFrom(context, row));
}

/** The target, locked until the transaction ends. */
export async function lockTarget(
  context: Context,
  tx: Tx,
  targetId: string,
): Promise<AlertTarget | undefined> {
  const row = await tx.first<Stored>(
    `select ${columns} from alert_targets where target_id = $1 for update`,
    [targetId],
  );
  return row && targetFrom(context, row);
}

function targetFrom(context: Context, row: Stored): AlertTarget {
  const { sealed, wrapped, masterKeyId, ...rest } = row;
  const key = unwrapKey(context, row.targetId, alertHolder, { wrapped, masterKeyId });
  return { ...rest, words: openJson<TargetWords>(key, targetPlace, sealed) };
}

export interface Alert {
  readonly alertId: string;
  readonly targetId: string;
  /** Null for a test. */
  readonly eventId: string | null;
  readonly owedAt: Date;
  readonly state: "owed" | "sent" | "failed" | "needless";
  readonly tries: number;
  /** When a try last came to something, or a person asked for another; null before that. */
  readonly settledAt: Date | null;
  readonly failure: string | null;
}

const alertColumns = `alert_id as "alertId", target_id as "targetId", event_id as "eventId",
  owed_at as "owedAt", state, tries, settled_at as "settledAt", failure`;

/** The alarm, locked until the transaction ends. */
export async function lockAlert(tx: Tx, alertId: string): Promise<Alert | undefined> {
  return tx.first<Alert>(`select ${alertColumns} from alerts where alert_id = $1 for update`, [
    alertId,
  ]);
}

export async function alertOf(tx: Tx, alertId: string): Promise<Alert | undefined> {
  return tx.first<Alert>(`select ${alertColumns} from alerts where alert_id = $1`, [alertId]);
}

/**
 * The newest alarms to the targets that this actor sees, and before them what never got there and what stands
 * still; at most 50.
 */
export async function recentAlerts(tx: Tx, now: Date): Promise<Alert[]> {
  return tx.query<Alert>(
    `select ${alertColumns} from alerts
      order by (state = 'failed' or (state = 'owed' and coalesce(settled_at, owed_at) < $1)) desc, owed_at desc, alert_id desc
      limit 50`,
    [stillBefore(now)],
  );
}

/** The house's targets in use, and those of these people. */
export async function targetsFor(
  tx: Tx,
  people: readonly string[],
  isUrgent: boolean,
): Promise<string[]> {
  const rows = await tx.query<{ targetId: string }>(
    `select target_id as "targetId" from alert_targets
      where ended_at is null and (person_id is null or person_id = any ($1::uuid[]))
        and ($2::boolean or not urgent_only)
      order by target_id limit 500`,
    [people, isUrgent],
  );
  return rows.map(({ targetId }) => targetId);
}

/** How many targets in use there are of that person; of the house for null. */
export async function countTargets(tx: Tx, personId: string | null): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as "count" from alert_targets
      where ended_at is null and person_id is not distinct from $1::uuid`,
    [personId],
  );
  return row?.count ?? 0;
}
