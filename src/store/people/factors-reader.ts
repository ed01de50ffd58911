/** What a person can sign in with, and which new links for their account stand open. */
import type { Tx } from "../transaction.ts";

export interface Factors {
  readonly passkeys: number;
  /** A password and an authenticator app: they come and go together. */
  readonly password: boolean;
  readonly linked: boolean;
  readonly recoveryCodesLeft: number;
}

/** In the system's name only: the web's role sees no hash. */
export async function factorsOf(tx: Tx, personId: string): Promise<Factors> {
  const row = await tx.first<Factors>(
    `select p.password_hash is not null as password,
            (select count(*)::int from passkeys k where k.person_id = p.person_id) as passkeys,
            exists (select 1 from sso_links l where l.person_id = p.person_id) as linked,
            (select count(*)::int from recovery_codes c
              where c.person_id = p.person_id and c.used_at is null) as "recoveryCodesLeft"
       from people p where p.person_id = $1`,
    [personId],
  );
  if (!row) throw new Error(`person ${personId} is gone`);
  return row;
}

/** A new set-up link for an account, asked for by an administrator. */
export interface Renewal {
  readonly linkId: string;
  readonly personId: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly usableFrom: Date;
  readonly expiresAt: Date;
  readonly needsSecond: boolean;
  readonly confirmedAt: Date | null;
  readonly usedAt: Date | null;
}

const columns = `link_id as "linkId", person_id as "personId", asked_by as "askedBy",
  created_at as "askedAt", usable_from as "usableFrom", expires_at as "expiresAt",
  needs_second as "needsSecond", confirmed_at as "confirmedAt", used_at as "usedAt"`;

/** Those of one person, used and ended ones of the last weeks too, newest first. */
export async function renewalsOf(tx: Tx, personId: string): Promise<Renewal[]> {
  return tx.query<Renewal>(
    `select ${columns} from sign_in_links
      where person_id = $1 and asked_by is not null order by created_at desc limit 20`,
    [personId],
  );
}

/** Those that could be used, now or later, whoever they are for. */
export async function openRenewals(tx: Tx, now: Date): Promise<Renewal[]> {
  return tx.query<Renewal>(
    `select ${columns} from sign_in_links
      where asked_by is not null and used_at is null and expires_at > $1
      order by created_at limit 50`,
    [now],
    "open-renewals",
  );
}
