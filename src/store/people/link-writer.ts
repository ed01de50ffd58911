/** Writes the links by which people come in, and the recovery codes by which they come back. */
import type { RenewalTerms } from "../../core/people/renewal-rules.ts";
import { normalCode } from "../../lib/secret-code.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";
import { linkHash } from "./account-reader.ts";

export interface NewLink {
  readonly token: string;
  readonly personId: string;
  readonly purpose: "set-up" | "sign-in";
  readonly expiresAt: Date;
  /** Set where an administrator asks for it: who, and when it works. */
  readonly renewal?: RenewalTerms & { readonly linkId: string; readonly askedBy: string | null };
}

/** A new link ends every older one of the same purpose. */
export async function insertLink(context: Context, tx: Tx, link: NewLink): Promise<void> {
  await tx.run(`delete from sign_in_links where person_id = $1 and purpose = $2`, [
    link.personId,
    link.purpose,
  ]);
  await tx.run(
    `insert into sign_in_links (token_hash, person_id, purpose, created_at, expires_at,
                                link_id, asked_by, usable_from, needs_second)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      linkHash(context, link.token),
      link.personId,
      link.purpose,
      context.now(),
      link.expiresAt,
      link.renewal?.linkId ?? null,
      link.renewal?.askedBy ?? null,
      link.renewal?.usableFrom ?? null,
      link.renewal?.needsSecond ?? false,
    ],
  );
}

/** Uses a link up; false where somebody was faster or it has ended. */
export async function useLink(context: Context, tx: Tx, hash: Buffer): Promise<boolean> {
  const used = await tx.run(
    `update sign_in_links set used_at = $2
      where token_hash = $1 and used_at is null and expires_at > $2
        and (usable_from is null or usable_from <= $2)
        and (not needs_second or confirmed_at is not null)`,
    [hash, context.now()],
  );
  return used > 0;
}

export async function deleteLinksOf(tx: Tx, personId: string): Promise<void> {
  await tx.run(`delete from sign_in_links where person_id = $1`, [personId]);
}

/** Lets a link work that waited for a second administrator; undefined where there is none such. */
export async function confirmLinkOf(
  tx: Tx,
  link: { linkId: string; by: string; now: Date },
): Promise<{ personId: string } | undefined> {
  return tx.first<{ personId: string }>(
    `update sign_in_links set confirmed_by = $2, confirmed_at = $3
      where link_id = $1 and used_at is null and expires_at > $3 and confirmed_at is null
        and needs_second and asked_by <> $2
      returning person_id as "personId"`,
    [link.linkId, link.by, link.now],
  );
}

/** Ends a link that nobody used yet. */
export async function refuseLinkOf(
  tx: Tx,
  linkId: string,
  now: Date,
): Promise<{ personId: string } | undefined> {
  return tx.first<{ personId: string }>(
    `delete from sign_in_links where link_id = $1 and used_at is null and expires_at > $2
     returning person_id as "personId"`,
    [linkId, now],
  );
}

/** Who a link is for and who asked for it, while it stands open. */
export async function openLink(
  tx: Tx,
  linkId: string,
  now: Date,
): Promise<{ personId: string; askedBy: string; askedAt: Date } | undefined> {
  return tx.first<{ personId: string; askedBy: string; askedAt: Date }>(
    `select person_id as "personId", asked_by as "askedBy", created_at as "askedAt"
       from sign_in_links
      where link_id = $1 and used_at is null and expires_at > $2`,
    [linkId, now],
  );
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
