/**
 * The keys that senders give with a report, so that what is sent twice is filed once. Writes beside each
 * the keyed hash of what was sent with it, and nothing of its words.
 */
import { Refusal } from "../../core/refusal.ts";
import { canonicalJson, type JsonValue } from "../../lib/canonical-json.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

export interface SentWithKey {
  /** Whose key it is: two senders may choose the same one. */
  readonly personId: string;
  readonly tokenId: string | null;
  readonly key: string;
  /** All that was sent. */
  readonly content: JsonValue;
}

export interface KeptAnswer {
  /** Whether the report is to be taken now; false where it was taken before. */
  readonly isFirst: boolean;
  /** 16 bytes, the same each time: the receipt code is made of them and never kept. */
  readonly codeBytes: Buffer;
  readonly takenAt: Date;
}

/** Kept so long: a program that tries again later than that has lost its way. */
const keptDays = 30;

/**
 * Keeps the key, or finds it again; two that come at once wait for each other. Refuses with
 * report.key-reused where something else was sent with it.
 */
export async function keepIntakeKey(
  context: Context,
  tx: Tx,
  { personId, tokenId, key, content }: SentWithKey,
): Promise<KeptAnswer> {
  const { masterKey } = context;
  const hash = (what: string, value: string) => masterKey.hash("intake-keys", `${what}\0${value}`);
  const intakeKeyId = context.newId();
  const takenAt = context.now();
  const keyHash = hash("key", `${personId}\0${tokenId ?? ""}\0${key}`);
  const contentHash = hash("content", canonicalJson(content));
  const added = await tx.run(
    `insert into intake_keys (intake_key_id, key_hash, person_id, content_hash, taken_at)
     values ($1, $2, $3, $4, $5) on conflict (key_hash) do nothing`,
    [intakeKeyId, keyHash, personId, contentHash, takenAt],
  );
  const codeOf = (id: string) => hash("code", `${id}\0${key}`).subarray(0, 16);
  if (added > 0) return { isFirst: true, codeBytes: codeOf(intakeKeyId), takenAt };
  const row = await tx.first<{ id: string; contentHash: Buffer; takenAt: Date }>(
    `select intake_key_id as "id", content_hash as "contentHash", taken_at as "takenAt"
       from intake_keys where key_hash = $1`,
    [keyHash],
  );
  if (!row?.contentHash.equals(contentHash)) throw new Refusal("report.key-reused");
  return { isFirst: false, codeBytes: codeOf(row.id), takenAt: row.takenAt };
}

/** Forgets the keys that are old. Returns how many. */
export async function sweepIntakeKeys(tx: Tx, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  return tx.run("delete from intake_keys where taken_at < $1", [before]);
}
