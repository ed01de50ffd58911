/** Reads accounts for signing in. For actions in the system's name only: the web's role sees no hash. */
import { normalSignInName } from "../../core/people/sign-in-name.ts";
import type { Context } from "../context.ts";
import { openFrom, unwrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { openProfile, type PersonProfile, peopleHolder } from "./reader.ts";

export const totpPlace = { table: "people", column: "totp_sealed" } as const;

export interface Account {
  readonly personId: string;
  readonly profile: PersonProfile;
  /** Null until one is chosen; an account may do without. */
  readonly passwordHash: string | null;
  readonly totpSecret: Buffer | null;
  /** Somebody came in by its first link: there is something to sign in with. */
  readonly setUp: boolean;
  readonly disabledAt: Date | null;
}

interface StoredAccount {
  readonly personId: string;
  readonly profileSealed: Buffer;
  readonly wrapped: Buffer;
  readonly masterKeyId: string;
  readonly passwordHash: string | null;
  readonly totpSealed: Buffer | null;
  readonly setUp: boolean;
  readonly disabledAt: Date | null;
}

const columns = `p.person_id as "personId", p.profile_sealed as "profileSealed",
  p.key_wrapped as "wrapped", p.master_key_id as "masterKeyId",
  p.password_hash as "passwordHash", p.totp_sealed as "totpSealed", p.set_up as "setUp",
  p.disabled_at as "disabledAt"`;

export function signInHash(context: Pick<Context, "masterKey">, signInName: string): Buffer {
  return context.masterKey.hash("sign-in-hash", `name ${normalSignInName(signInName)}`);
}

export async function accountByName(
  context: Context,
  tx: Tx,
  signInName: string,
): Promise<Account | undefined> {
  const row = await tx.first<StoredAccount>(
    `select ${columns} from people p where p.sign_in_hash = $1`,
    [signInHash(context, signInName)],
  );
  return row && accountFrom(context, row);
}

/** The account, locked until the transaction ends. */
export async function lockAccount(
  context: Context,
  tx: Tx,
  personId: string,
): Promise<Account | undefined> {
  const row = await tx.first<StoredAccount>(
    `select ${columns} from people p where p.person_id = $1 for no key update`,
    [personId],
  );
  return row && accountFrom(context, row);
}

function accountFrom(context: Context, row: StoredAccount): Account {
  const key = unwrapKey(context, row.personId, peopleHolder, row);
  return {
    personId: row.personId,
    profile: openProfile(context, row),
    passwordHash: row.passwordHash,
    totpSecret: row.totpSealed && openFrom(key, totpPlace, row.totpSealed),
    setUp: row.setUp,
    disabledAt: row.disabledAt,
  };
}

/** The account that a link is for, and whether the link works yet. */
export type LinkedAccount = Account & { readonly waits: boolean };

/** `set-up` links are of use once, `sign-in` links until they end. */
export async function accountOfLink(
  context: Context,
  tx: Tx,
  link: { hash: Buffer; purpose: "set-up" | "sign-in" },
): Promise<LinkedAccount | undefined> {
  const row = await tx.first<StoredAccount & { waits: boolean }>(
    `select ${columns},
            coalesce(l.usable_from > $3, false) or (l.needs_second and l.confirmed_at is null) as waits
       from sign_in_links l join people p on p.person_id = l.person_id
      where l.token_hash = $1 and l.purpose = $2 and l.expires_at > $3
        and (l.used_at is null or l.purpose = 'sign-in') and p.disabled_at is null`,
    [link.hash, link.purpose, context.now()],
  );
  return row && { ...accountFrom(context, row), waits: row.waits };
}

/** Whose link this was, although it opens nothing any more; undefined for one that never was ours. */
export async function personOfPastLink(tx: Tx, hash: Buffer): Promise<string | undefined> {
  const row = await tx.first<{ personId: string }>(
    `select person_id as "personId" from sign_in_links where token_hash = $1`,
    [hash],
  );
  return row?.personId;
}

export function linkHash(context: Pick<Context, "masterKey">, token: string): Buffer {
  return context.masterKey.hash("token-hash", `sign-in-link ${token}`);
}

/** People who administrate and are not disabled, in the order in which they came. */
export async function administrators(
  tx: Tx,
): Promise<{ personId: string; accepted: boolean; since: Date }[]> {
  return tx.query(
    `select p.person_id as "personId", p.set_up as accepted, r.granted_at as since
       from people p join person_roles r on r.person_id = p.person_id
      where r.role = 'administrator' and p.disabled_at is null
      order by p.created_at limit 100`,
  );
}
