/** Writes the links by which people come in, and the recovery codes by which they come back. */
import { normalCode } from "../../lib/secret-code.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";
import { linkHash } from "./account-reader.ts";

/** A new link ends every older one of the same purpose. */
export async function insertLink(
  context: Context,
  tx: Tx,
  link: { token: string; personId: string; purpose: "set-up" | "sign-in"; expiresAt: Date },
): Promise<void> {
  await tx.run(`delete from sign_in_links where person_id = $1 and purpose = $2`, [
    link.personId,
    link.purpose,
  ]);
  await tx.run(
    `insert into sign_in_links (token_hash, person_id, purpose, created_at, expires_at)
     values ($1, $2, $3, $4, $5)`,
    [linkHash(context, link.token), link.personId, link.purpose, context.now(), link.expiresAt],
  );
}

/** Uses a link up; false where somebody was faster or it has ended. */
export async function useLink(context: Context, tx: Tx, hash: Buffer): Promise<boolean> {
  const used = await tx.run(
    `update sign_in_links set used_at = $2
      where token_hash = $1 and used_at is null and expires_at > $2`,
    [hash, context.now()],
  );
  return used > 0;
}

export async function deleteLinksOf(tx: Tx, personId: string): Promise<void> {
  await tx.run(`delete from sign_in_links where person_id = $1`, [personId]);
}

/** Replaces the person's recovery codes. */
export async function replaceRecoveryCodes(
  context: Context,
  tx: Tx,
  personId: string,
  codes: readonly string[],
): Promise<void> {
  await tx.run(`delete from recovery_codes where person_id = $1`, [personId]);
  for (const code of codes) {
    await tx.run(
      `insert into recovery_codes (code_hash, person_id, created_at) values ($1, $2, $3)`,
      [recoveryHash(context, personId, code), personId, context.now()],
    );
  }
}

/** Uses a recovery code up; false where it is not one of this person's unused codes. */
export async function useRecoveryCode(
  context: Context,
  tx: Tx,
  personId: string,
  code: string,
): Promise<boolean> {
  const used = await tx.run(
    `update recovery_codes set used_at = $2 where code_hash = $1 and used_at is null`,
    [recoveryHash(context, personId, code), context.now()],
  );
  return used > 0;
}

function recoveryHash(context: Context, personId: string, code: string): Buffer {
  return context.masterKey.hash("token-hash", `recovery ${personId} ${normalCode(code)}`);
}
