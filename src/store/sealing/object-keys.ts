/**
 * One data key per sealed object, wrapped by the master key once for each case that may open it.
 * The rows lie behind the same wall as the case. Never caches: a withdrawn wrap is gone at once.
 */
import type { Context } from "../context.ts";
import { mustNotBeErased } from "../retention/erased-reader.ts";
import type { Tx } from "../transaction.ts";
import { open, type SealedPlace, seal } from "./cipher.ts";

type Keys = Pick<Context, "masterKey" | "randomBytes" | "now">;

/** An object's key at hand: seals and opens values of that object only. */
export interface ObjectKey {
  readonly objectId: string;
  readonly bytes: Uint8Array;
}

export interface WrappedKey {
  readonly masterKeyId: string;
  readonly wrapped: Buffer;
}

/** Makes a new key for an object; it is of no use until it is wrapped somewhere. */
export function newObjectKey(context: Pick<Context, "randomBytes">, objectId: string): ObjectKey {
  return { objectId, bytes: context.randomBytes(32) };
}

/** Wraps a key for a place outside cases: the inbox, a person's profile, our own OpenPGP keys. */
export function wrapKey(context: Keys, key: ObjectKey, holder: string): WrappedKey {
  const place = wrapPlace(key.objectId, holder);
  return {
    masterKeyId: context.masterKey.id,
    wrapped: context.masterKey.wrap(key.bytes, place, context.randomBytes(12)),
  };
}

export function unwrapKey(
  context: Keys,
  objectId: string,
  holder: string,
  wrap: { masterKeyId: string; wrapped: Uint8Array },
): ObjectKey {
  const bytes = context.masterKey.unwrap(
    wrap.masterKeyId,
    wrap.wrapped,
    wrapPlace(objectId, holder),
  );
  return { objectId, bytes };
}

/** Gives a case, and of it one side, the means to open an object. */
export async function grantKey(
  context: Keys,
  tx: Tx,
  key: ObjectKey,
  to: { caseId: string; sideId: string },
): Promise<void> {
  const wrap = wrapKey(context, key, to.caseId);
  await tx.run(
    `insert into key_wraps (object_id, case_id, side_id, master_key_id, wrapped, created_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [key.objectId, to.caseId, to.sideId, wrap.masterKeyId, wrap.wrapped, context.now()],
  );
}

/** The keys of these objects as far as the actor's wall shows them. */
export async function keysOf(
  context: Keys,
  tx: Tx,
  objectIds: readonly string[],
): Promise<Map<string, ObjectKey>> {
  if (objectIds.length === 0) return new Map();
  const rows = await tx.query<{
    objectId: string;
    caseId: string;
    masterKeyId: string;
    wrapped: Buffer;
  }>(
    `select distinct on (object_id) object_id as "objectId", case_id as "caseId",
            master_key_id as "masterKeyId", wrapped
       from key_wraps where object_id = any ($1::uuid[]) order by object_id`,
    [[...new Set(objectIds)]],
    "keys",
  );
  return new Map(
    rows.map((row) => [row.objectId, unwrapKey(context, row.objectId, row.caseId, row)]),
  );
}

/**
 * Every key that a case holds, as far as the actor's wall shows them: one statement for a page that
 * opens many things.
 */
export async function keysOfCase(
  context: Keys,
  tx: Tx,
  caseId: string,
): Promise<Map<string, ObjectKey>> {
  const rows = await tx.query<{ objectId: string; masterKeyId: string; wrapped: Buffer }>(
    `select object_id as "objectId", master_key_id as "masterKeyId", wrapped
       from key_wraps where case_id = $1 limit 10000`,
    [caseId],
    "keys-of-case",
  );
  return new Map(rows.map((row) => [row.objectId, unwrapKey(context, row.objectId, caseId, row)]));
}

/**
 * The key of one object; throws where the actor's wall does not show it. Refuses with content.erased
 * where it was taken away.
 */
export async function keyOf(context: Keys, tx: Tx, objectId: string): Promise<ObjectKey> {
  const key = (await keysOf(context, tx, [objectId])).get(objectId);
  if (key) return key;
  await mustNotBeErased(tx, objectId);
  throw new Error(`no key of object ${objectId} is within reach`);
}

/** Seals text or bytes for a table's column. */
export function sealFor(
  context: Pick<Context, "randomBytes">,
  key: ObjectKey,
  place: Omit<SealedPlace, "objectId">,
  plain: string | Uint8Array,
): Buffer {
  const bytes = typeof plain === "string" ? Buffer.from(plain) : plain;
  return seal(key.bytes, bytes, { ...place, objectId: key.objectId }, context.randomBytes(12));
}

export function openFrom(
  key: ObjectKey,
  place: Omit<SealedPlace, "objectId">,
  sealed: Uint8Array,
): Buffer {
  return open(key.bytes, sealed, { ...place, objectId: key.objectId });
}

/** Seals a value as JSON. */
export function sealJson(
  context: Pick<Context, "randomBytes">,
  key: ObjectKey,
  place: Omit<SealedPlace, "objectId">,
  value: object,
): Buffer {
  return sealFor(context, key, place, JSON.stringify(value));
}

/** Opens what `sealJson` sealed; the type is what this code itself wrote. */
export function openJson<T>(
  key: ObjectKey,
  place: Omit<SealedPlace, "objectId">,
  sealed: Uint8Array,
): T {
  return JSON.parse(openFrom(key, place, sealed).toString()) as T;
}

/** Where a wrap is bound to: the object, and who holds this wrap of its key. */
export function wrapPlace(objectId: string, holder: string): SealedPlace {
  return { table: "key_wraps", column: `wrapped for ${holder}`, objectId };
}
