/** Reads which mails may belong to which cases, as far as the actor's wall shows the case that is named. */
import type { CaseWay } from "../../core/mail/find-case.ts";
import type { Tx } from "../transaction.ts";

export type ClaimState = "open" | "joined" | "undone" | "declined";

export interface ClaimRow {
  readonly claimId: string;
  /** The case that it may belong to. */
  readonly caseId: string;
  readonly partyId: string | null;
  /** The case that the mail opened. */
  readonly fromCaseId: string;
  readonly why: readonly CaseWay[];
  readonly state: ClaimState;
  readonly madeAt: Date;
  readonly messageId: string | null;
  readonly settledBy: string | null;
}

const columns = `claim_id as "claimId", case_id as "caseId", party_id as "partyId",
  from_case_id as "fromCaseId", why, state, made_at as "madeAt", message_id as "messageId",
  settled_by as "settledBy"`;

type Stored = Omit<ClaimRow, "why"> & { readonly why: string };

const opened = ({ why, ...row }: Stored): ClaimRow => ({
  ...row,
  why: why.split(" ").filter(Boolean) as CaseWay[],
});

/** Mails that may belong to that case, the newest first. */
export async function claimsOn(tx: Tx, caseId: string): Promise<ClaimRow[]> {
  const rows = await tx.query<Stored>(
    `select ${columns} from case_claims where case_id = $1
      order by made_at desc, claim_id desc limit 50`,
    [caseId],
    "claims-on-case",
  );
  return rows.map(opened);
}

/** The cases that the mail of this case may belong to, as far as this actor sees them. */
export async function claimsFrom(tx: Tx, fromCaseId: string): Promise<ClaimRow[]> {
  const rows = await tx.query<Stored>(
    `select ${columns} from case_claims where from_case_id = $1
      order by made_at, claim_id limit 50`,
    [fromCaseId],
    "claims-from-case",
  );
  return rows.map(opened);
}

/** So many mails wait on that case to be placed. */
export async function countOpenClaims(tx: Tx, caseId: string): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select count(*)::int as "count" from (
       select 1 from case_claims where case_id = $1 and state = 'open' limit 100) counted`,
    [caseId],
  );
  return row?.count ?? 0;
}

/** Earlier cases in which somebody writes from an address of this one; the worker alone may look. */
export async function casesOfSameAddress(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await tx.query<{ caseId: string }>(
    `select distinct c.case_id as "caseId", c.opened_at from identities mine
       join identities i on i.address_hash = mine.address_hash and i.case_id <> mine.case_id
       join cases c on c.case_id = i.case_id
       join cases own on own.case_id = mine.case_id and c.opened_at < own.opened_at
      where mine.case_id = $1 and c.erased_at is null and c.tray is distinct from 'not-for-us'
        and c.close_reason is distinct from 'joined'
      order by c.opened_at desc, c.case_id limit 10`,
    [caseId],
  );
  return rows.map((row) => row.caseId);
}
