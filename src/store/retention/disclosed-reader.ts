/**
 * To whom a case gave what names one of its parties: with that party's permission, or because the law
 * made us. What the law forbids to tell is left out. For the worker, who answers the party.
 */
import type { PersonData } from "../../core/retention/person-data.ts";
import type { Context } from "../context.ts";
import { permissionViewsOf } from "../identity/permission-reader.ts";
import { type LegalRecord, recordPlace } from "../identity/register-reader.ts";
import { keysOf, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export async function disclosuresOf(
  context: Context,
  tx: Tx,
  caseId: string,
  partyId: string,
): Promise<PersonData["disclosedTo"]> {
  const permissions = await permissionViewsOf(context, tx, caseId);
  const given = permissions
    .filter((each) => each.partyId === partyId && each.state === "given")
    .map(({ at, recipient }) => ({
      ...{ at: at.toISOString(), to: recipient, why: "You permitted it." },
    }));
  return [...given, ...(await byLaw(context, tx, caseId, partyId))].toSorted((a, b) =>
    a.at < b.at ? -1 : 1,
  );
}

async function byLaw(
  context: Context,
  tx: Tx,
  caseId: string,
  partyId: string,
): Promise<PersonData["disclosedTo"]> {
  const rows = await tx.query<{ id: string; at: Date; sealed: Buffer }>(
    `select disclosure_id as "id", recorded_at as "at", record_sealed as "sealed"
       from legal_disclosures where case_id = $1 and party_id = $2 and told
      order by recorded_at, disclosure_id limit 200`,
    [caseId, partyId],
  );
  const key = (await keysOf(context, tx, [caseId])).get(caseId);
  if (!key) return [];
  return rows.map(({ id, at, sealed }) => {
    const { authority, basis, given } = openJson<LegalRecord>(key, recordPlace(id), sealed);
    return { at: at.toISOString(), to: authority, why: `By law: ${basis}. Given: ${given}` };
  });
}
