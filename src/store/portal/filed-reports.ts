/**
 * What an agent of the support desk filed and how each stands: read as the party that the agent is on
 * the case, with no more reach than one. Holds no word of the case.
 */
import type { Actor } from "../../core/people/actor.ts";
import type { Context } from "../context.ts";
import { referencesOf } from "../references/reader.ts";
import type { Tx } from "../transaction.ts";
import { type Filing, ownFilings } from "./filings-reader.ts";
import { type PartyCase, partyCaseOf } from "./party-case-reader.ts";

export interface FiledReport extends Filing {
  readonly head: PartyCase;
  /** The desk's own number; null where none was given. */
  readonly ticket: string | null;
  /** How often a person of the team wrote to the desk. */
  readonly answers: number;
}

/** The agent on the case of that report. */
export function filingParty({
  partyId: id,
  caseId,
}: Pick<Filing, "partyId" | "caseId">): Extract<Actor, { kind: "outsider" }> {
  return { kind: "outsider", id, role: "support", caseId, side: id };
}

/** The newest 30; with a ticket only what was filed under it. */
export async function filedReports(
  context: Context,
  actor: Actor,
  ticket?: string,
): Promise<FiledReport[]> {
  const filings = await context.transaction(actor, (tx) => ownFilings(context, tx, ticket));
  const filed: FiledReport[] = [];
  for (const filing of filings) {
    const found = await context.transaction(filingParty(filing), (tx) =>
      asFiled(context, tx, filing),
    );
    if (found) filed.push(found);
  }
  return filed;
}

async function asFiled(context: Context, tx: Tx, filing: Filing): Promise<FiledReport | undefined> {
  const { partyId, caseId } = filing;
  const [head, references, answers] = await Promise.all([
    partyCaseOf(tx, partyId),
    referencesOf(context, tx, caseId),
    tx.first<{ count: number }>(
      `select count(*)::int as "count" from messages
        where case_id = $1 and direction = 'out' and author_kind = 'staff'
          and withdrawn_at is null`,
      [caseId],
    ),
  ]);
  const ticket = references.find(({ issuer }) => issuer === "support")?.text ?? null;
  return head && { ...filing, head, ticket, answers: answers?.count ?? 0 };
}
