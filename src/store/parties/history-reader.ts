/**
 * Earlier reports from the address of whoever opened a case, without telling who that is. Only of cases
 * that the reader is on: a count over others would tell that they exist. Erased addresses find nothing.
 */
import type { Actor } from "../../core/people/actor.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

/** How an earlier report went; `open` where it is not decided, or still being looked at. */
export type EarlierOutcome = "confirmed" | "not-confirmed" | "not-taken-up" | "open";

export interface EarlierReport {
  readonly reference: string;
  readonly openedAt: Date;
  readonly outcome: EarlierOutcome;
}

const looker: Actor = { kind: "system", task: "earlier-reports" };
const earlierMax = 50;

/** Newest first. `tx` is the reader's own: its wall decides which of them are there. */
export async function earlierReports(
  context: Context,
  tx: Tx,
  caseId: string,
): Promise<EarlierReport[]> {
  // Addresses are behind a wall that staff do not pass.
  const ids = await context.transaction(looker, (own) => sameAddress(own, caseId));
  if (ids.length === 0) return [];
  return tx.query<EarlierReport>(
    `select c.reference, c.opened_at as "openedAt",
            case when conclusion.outcome in ('confirmed', 'accepted-risk', 'will-not-fix') then 'confirmed'
                 when conclusion.outcome is not null then 'not-confirmed'
                 when relevancy.outcome = 'not-relevant' then 'not-taken-up'
                 else 'open' end as "outcome"
       from cases c
       left join lateral (${newest("conclusion")}) conclusion on true
       left join lateral (${newest("relevancy")}) relevancy on true
      where c.case_id = any ($1::uuid[])
      order by c.opened_at desc, c.case_id limit ${earlierMax}`,
    [ids],
  );
}

function newest(kind: "conclusion" | "relevancy"): string {
  return `select d.outcome from decisions d
           where d.case_id = c.case_id and d.kind = '${kind}' and d.standing is null
           order by d.decided_at desc, d.decision_id desc limit 1`;
}

/** Whoever was asked into a case later is left out: that would tell whose pseudonym it is in another. */
const opened = (identity: string) => `exists (
  select 1 from parties p where p.party_id = ${identity}.party_id and p.kind in ('reporter', 'coordinator'))`;

async function sameAddress(tx: Tx, caseId: string): Promise<string[]> {
  const rows = await tx.query<{ caseId: string; openedAt: Date }>(
    `select distinct c.case_id as "caseId", c.opened_at as "openedAt" from identities mine
       join identities i on i.address_hash = mine.address_hash and i.case_id <> mine.case_id
       join cases c on c.case_id = i.case_id
       join cases own on own.case_id = mine.case_id and c.opened_at < own.opened_at
      where mine.case_id = $1 and ${opened("mine")} and ${opened("i")} and c.erased_at is null and c.tray is distinct from 'not-for-us'
        and c.close_reason is distinct from 'joined'
      order by "openedAt" desc, "caseId" limit 200`,
    [caseId],
  );
  return rows.map((row) => row.caseId);
}
