/** Reads the parties of a case and, apart from them, their identities. */
import type { Arrival } from "../../core/reports/arrival.ts";
import { derivedId } from "../../lib/derived-id.ts";
import type { Context } from "../context.ts";
import { keysOf, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export interface PartyRow {
  readonly partyId: string;
  readonly caseId: string;
  readonly sideId: string;
  readonly kind:
    | "reporter"
    | "vendor"
    | "coordinator"
    | "customer"
    | "sub-cna"
    | "authority"
    | "support";
  readonly pseudonym: string;
  readonly answersBy: "mail" | "portal";
  readonly hasKey: boolean;
  readonly credit: "undecided" | "none" | "name" | "handle" | "organisation";
  readonly nameWithheld: boolean;
  readonly language: string;
  readonly addedAt: Date;
  /** The newest of what it asked or chose, each as kind and word; null where it said nothing. */
  readonly said: readonly string[] | null;
  /** When it asked how its report stands, until something was told it since. */
  readonly waitsSince: Date | null;
}

/** What the identity vault holds of a party. */
export interface Identity {
  readonly name: string | null;
  /** Null or absent where none is known. */
  readonly handle?: string | null;
  readonly organisation: string | null;
  readonly email: string | null;
  readonly telephone: string | null;
  /** Armoured OpenPGP public key that is known to be theirs; see core/party-keys. */
  readonly publicKey: string | null;
  readonly keyFingerprint: string | null;
  /** Who signed their first mail, whether or not that key is known. */
  readonly signer?: Arrival["signer"];
  /** The secret of the link in our plain mails to this party: shows how the report stands. */
  readonly portalToken: string;
  /** The secret of the link in our encrypted letters alone: opens the report. Made when first needed. */
  readonly letterToken?: string;
}

/** Version of the undertakings that the party saw or was told of; null where there was none yet. */
export async function undertakingVersionOf(tx: Tx, partyId: string): Promise<string | null> {
  const row = await tx.first<{ version: string | null }>(
    `select undertaking_version as "version" from parties where party_id = $1`,
    [partyId],
  );
  return row?.version ?? null;
}

export async function partiesOf(tx: Tx, caseId: string): Promise<PartyRow[]> {
  return tx.query<PartyRow>(
    `select party_id as "partyId", case_id as "caseId", side_id as "sideId", kind, pseudonym,
            answers_by as "answersBy", has_key as "hasKey",
            credit_now as "credit", credit_now in ('undecided', 'none') as "nameWithheld", language, added_at as "addedAt",
            said, waits_since as "waitsSince"
       from (select p.*, coalesce(c.choice, p.credit) as credit_now, s.said,
                    case when not exists (
                      select 1 from messages m where m.case_id = p.case_id and m.side_id = p.party_id
                         and m.direction = 'out' and m.at > s.asked_at) then s.asked_at end as waits_since
               from parties p
               left join lateral (
                 select choice from credit_choices c where c.party_id = p.party_id
                  order by c.chosen_at desc, c.choice_id desc limit 1) c on true
               left join lateral (
                 select array_agg(n.kind || ' ' || n.word) as said,
                        max(n.at) filter (where n.kind = 'status') as asked_at
                   from (select distinct on (kind) kind, word, at from party_statements t
                          where t.side_id = p.party_id
                          order by kind, at desc, statement_id desc) n) s on true
              where p.case_id = $1) p
      order by added_at, party_id limit 1000`,
    [caseId],
    "parties-of-case",
  );
}

/** Whoever opened the case: its reporter, or the coordinator of a notice. */
export async function reporterOf(tx: Tx, caseId: string): Promise<PartyRow | undefined> {
  const parties = await partiesOf(tx, caseId);
  return parties.find(({ kind }) => opens(kind));
}

/** Parties are listed in the order in which they came: the first of these wrote first. */
export function opens(kind: string): boolean {
  return kind === "reporter" || kind === "coordinator";
}

/** Opens one identity. The caller's action records that the vault was opened. */
export async function identityOf(
  context: Context,
  tx: Tx,
  partyId: string,
): Promise<Identity | undefined> {
  const row = await tx.first<{ sealed: Buffer }>(
    `select identity_sealed as "sealed" from identities where party_id = $1`,
    [partyId],
    "identity",
  );
  const objectId = identityObject(partyId);
  const key = row && (await keysOf(context, tx, [objectId])).get(objectId);
  if (!row || !key) return undefined;
  return openJson<Identity>(key, identityPlace, row.sealed);
}

/** Where an identity is sealed. */
export const identityPlace = { table: "identities", column: "identity_sealed" } as const;

/** The identity is an object of its own, with its own key, so that it can be erased alone. */
export function identityObject(partyId: string): string {
  return derivedId("identity", partyId);
}
