/** Writes where alarms go, and what became of each. */
import type { Context } from "../context.ts";
import { owe } from "../outbox/writer.ts";
import { newObjectKey, sealJson, unwrapKey, wrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { alertHolder, type TargetKind, type TargetWords, targetPlace } from "./reader.ts";

export async function insertTarget(
  context: Context,
  tx: Tx,
  target: {
    readonly personId: string | null;
    readonly kind: TargetKind;
    readonly urgentOnly: boolean;
    readonly words: TargetWords;
    readonly addedBy: string;
  },
): Promise<string> {
  const targetId = context.newId();
  const key = newObjectKey(context, targetId);
  const { wrapped, masterKeyId } = wrapKey(context, key, alertHolder);
  await tx.run(
    `insert into alert_targets (target_id, person_id, kind, urgent_only, target_sealed, key_wrapped,
                                master_key_id, added_by, added_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      targetId,
      target.personId,
      target.kind,
      target.urgentOnly,
      sealJson(context, key, targetPlace, { ...target.words }),
      wrapped,
      masterKeyId,
      target.addedBy,
      context.now(),
    ],
  );
  return targetId;
}

export async function changeTarget(
  context: Context,
  tx: Tx,
  targetId: string,
  words: TargetWords,
): Promise<void> {
  const row = await tx.first<{ wrapped: Buffer; masterKeyId: string }>(
    `select key_wrapped as "wrapped", master_key_id as "masterKeyId"
       from alert_targets where target_id = $1`,
    [targetId],
  );
  if (!row) throw new Error(`target ${targetId} is gone`);
  const key = unwrapKey(context, targetId, alertHolder, row);
  await tx.run(`update alert_targets set target_sealed = $2 where target_id = $1`, [
    targetId,
    sealJson(context, key, targetPlace, { ...words }),
  ]);
}

export async function endTarget(context: Context, tx: Tx, targetId: string): Promise<void> {
  await tx.run(`update alert_targets set ended_at = $2 where target_id = $1`, [
    targetId,
    context.now(),
  ]);
}

/** Ends the targets of somebody who left, under new keys that open nothing: their addresses are gone. */
export async function forgetTargetsOf(context: Context, tx: Tx, personId: string): Promise<void> {
  const targets = await tx.query<{ targetId: string }>(
    `select target_id as "targetId" from alert_targets where person_id = $1
      order by target_id limit 10000 for update`,
    [personId],
  );
  for (const { targetId } of targets) {
    const key = newObjectKey(context, targetId);
    const { wrapped, masterKeyId } = wrapKey(context, key, alertHolder);
    const nothing: TargetWords = { address: "" };
    await tx.run(
      `update alert_targets
          set target_sealed = $2, key_wrapped = $3, master_key_id = $4,
              ended_at = coalesce(ended_at, $5)
        where target_id = $1`,
      [
        targetId,
        sealJson(context, key, targetPlace, { ...nothing }),
        wrapped,
        masterKeyId,
        context.now(),
      ],
    );
  }
}

/** Owes the alarm to a target, once for each event; `caseId` is null for a test. */
export async function oweAlert(
  context: Context,
  tx: Tx,
  of: { targetId: string; eventId: string | null; caseId: string | null },
): Promise<void> {
  const alertId = context.newId();
  const added = await tx.run(
    `insert into alerts (alert_id, target_id, event_id, owed_at, state, tries)
     values ($1, $2, $3, $4, 'owed', 0) on conflict do nothing`,
    [alertId, of.targetId, of.eventId, context.now()],
  );
  if (added === 0) return;
  const caseId = of.caseId === null ? {} : { caseId: of.caseId };
  await owe(context, tx, "send-alert", { ...caseId, subjectId: alertId });
}

/** Says what became of it, or that it is owed again, from now on. */
export async function settleAlert(
  context: Context,
  tx: Tx,
  alertId: string,
  as: {
    state: "owed" | "sent" | "failed" | "needless";
    tries: number;
    failure: string | null;
  },
): Promise<void> {
  await tx.run(
    `update alerts set state = $2, tries = $3, failure = $4, settled_at = $5 where alert_id = $1`,
    [alertId, as.state, as.tries, as.failure, context.now()],
  );
}
