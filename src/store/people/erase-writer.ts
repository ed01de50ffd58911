/**
 * Erases the profile of a closed account: under a new key it says "Former colleague", and the old key
 * is gone. The row and its id stay, because events name it.
 */
import { forgetTargetsOf } from "../alerts/writer.ts";
import type { Context } from "../context.ts";
import { newObjectKey, sealJson, wrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { peopleHolder, profilePlace } from "./reader.ts";

/** What stands for the name of somebody who left. */
const formerColleague = "Former colleague";

/** False where the account is open, unknown or erased already. */
export async function eraseProfile(context: Context, tx: Tx, personId: string): Promise<boolean> {
  const key = newObjectKey(context, personId);
  const wrap = wrapKey(context, key, peopleHolder);
  const profile = { name: formerColleague, signInName: "" };
  const changed = await tx.run(
    `update people
        set profile_sealed = $2, key_wrapped = $3, master_key_id = $4, sign_in_hash = $5,
            password_hash = null, totp_sealed = null, erased_at = $6
      where person_id = $1 and disabled_at is not null and erased_at is null`,
    [
      personId,
      sealJson(context, key, profilePlace, profile),
      wrap.wrapped,
      wrap.masterKeyId,
      // Nobody's name has this hash, so the sign-in name is free again.
      context.randomBytes(32),
      context.now(),
    ],
  );
  if (changed === 0) return false;
  const tables = [
    "sessions",
    "sign_in_links",
    "recovery_codes",
    "passkeys",
    "sso_links",
    "api_tokens",
    "start_filters",
    "saved_filters",
    "drafts",
  ] as const;
  for (const table of tables) await tx.run(`delete from ${table} where person_id = $1`, [personId]);
  await forgetTargetsOf(context, tx, personId);
  return true;
}

/** Closed accounts whose profile is still there, with the instant of closing. */
export async function closedAccounts(tx: Tx): Promise<{ personId: string; closedAt: Date }[]> {
  return tx.query(
    `select person_id as "personId", disabled_at as "closedAt" from people
      where disabled_at is not null and erased_at is null order by disabled_at limit 1000`,
  );
}
