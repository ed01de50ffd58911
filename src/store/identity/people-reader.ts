/**
 * Opens the vault for the program itself: what the name guard and mails need of each party. Staff never
 * reach it (migration 0025); the caller is the worker, or the deed that records the opening.
 */
import type { KnownPerson } from "../../core/identity/audience.ts";
import type { ChosenCredit, CreditChoice } from "../../core/identity/credit.ts";
import type { Context } from "../context.ts";
import {
  type Identity,
  identityObject,
  identityPlace,
  type PartyRow,
  partiesOf,
} from "../parties/reader.ts";
import { keysOf, type ObjectKey, openFrom, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { type PermissionRow, permissionsOf } from "./permission-reader.ts";

/** Where the words to print are sealed. */
export function printPlace(choiceId: string) {
  return { table: "credit_choices", column: `print ${choiceId}` };
}

/**
 * Everybody who is a party of the case, or wrote a report that it holds, or reported the same: earlier in
 * the case that it follows, or later in one that follows it.
 */
export async function peopleOf(context: Context, tx: Tx, caseId: string): Promise<KnownPerson[]> {
  return knownOf(context, tx, await namedOf(tx, caseId, linkedParties));
}

/** Those whom a publication of the case thanks: who reported the same earlier is thanked by that case. */
export async function findersOf(context: Context, tx: Tx, caseId: string): Promise<KnownPerson[]> {
  return knownOf(context, tx, await namedOf(tx, caseId, laterParties));
}

async function namedOf(tx: Tx, caseId: string, linked: string): Promise<NamedParty[]> {
  const parties = await partiesOf(tx, caseId);
  const others = await tx.query<{ partyId: string; caseId: string }>(
    `${linked} order by "caseId", "partyId" limit 100`,
    [caseId],
  );
  const own = new Set(parties.map(({ partyId }) => partyId));
  const named = others.filter(({ partyId }) => !own.has(partyId));
  return [...parties, ...named.map((each) => ({ ...each, pseudonym: elsewhere }))];
}

const laterParties = `
  with recursive later (case_id) as (
    select case_id from case_links
     where other_case_id = $1 and relation = 'duplicate' and ended_at is null
    union
    select l.case_id from case_links l join later on l.other_case_id = later.case_id
     where l.relation = 'duplicate' and l.ended_at is null)
  select r.party_id as "partyId", r.case_id as "caseId"
    from case_reports l join reports r on r.report_id = l.report_id
   where l.case_id = $1 and r.case_id <> $1
  union
  select p.party_id, p.case_id from later join parties p on p.case_id = later.case_id
   where p.kind in ('reporter', 'coordinator')`;

const linkedParties = `${laterParties}
  union
  select p.party_id, p.case_id
    from case_links l join parties p on p.case_id = l.other_case_id
   where l.case_id = $1 and l.relation = 'duplicate' and l.ended_at is null
     and p.kind in ('reporter', 'coordinator')`;

/** The pseudonym of a party is one of its own case. */
const elsewhere = "Another reporter";

type NamedParty = Pick<PartyRow, "partyId" | "caseId" | "pseudonym">;

/** All of them with few statements, however many they are; without those whose identity was erased. */
async function knownOf(
  context: Context,
  tx: Tx,
  parties: readonly NamedParty[],
): Promise<KnownPerson[]> {
  const vault = await vaultOf(context, tx, [...new Set(parties.map(({ partyId }) => partyId))]);
  const permitted = new Map<string, readonly PermissionRow[]>();
  for (const caseId of new Set(parties.map((party) => party.caseId))) {
    permitted.set(caseId, await permissionsOf(tx, caseId));
  }
  return parties.flatMap(({ partyId, caseId, pseudonym }) => {
    const opened = vault.get(partyId);
    if (!opened) return [];
    const { identity, prints } = opened;
    const [newest] = prints;
    return {
      partyId,
      pseudonym,
      identity: { ...identity, handle: identity.handle ?? null },
      credit: newest ?? { choice: "undecided", print: "" },
      formerPrints: prints.slice(1).map(({ print }) => print),
      permitted: (permitted.get(caseId) ?? [])
        .filter((each) => each.partyId === partyId && each.state === "given")
        .map(({ recipientId, permissionId }) => recipientId ?? permissionId),
    };
  });
}

interface Opened {
  readonly identity: Identity;
  /** The newest first. */
  readonly prints: readonly ChosenCredit[];
}

async function vaultOf(
  context: Context,
  tx: Tx,
  partyIds: readonly string[],
): Promise<Map<string, Opened>> {
  const rows = await tx.query<{ partyId: string; sealed: Buffer }>(
    `select party_id as "partyId", identity_sealed as "sealed" from identities
      where party_id = any ($1::uuid[])`,
    [partyIds],
    "identities",
  );
  const keys = await keysOf(
    context,
    tx,
    rows.map(({ partyId }) => identityObject(partyId)),
  );
  const choices = await choicesOf(tx, partyIds);
  const opened = rows.flatMap(({ partyId, sealed }): [string, Opened][] => {
    const key = keys.get(identityObject(partyId));
    if (!key) return [];
    const own = choices.filter((choice) => choice.partyId === partyId);
    const identity = openJson<Identity>(key, identityPlace, sealed);
    return [[partyId, { identity, prints: own.map((choice) => printOf(key, choice)) }]];
  });
  return new Map(opened);
}

interface Choice {
  readonly partyId: string;
  readonly id: string;
  readonly choice: CreditChoice;
  readonly sealed: Buffer | null;
}

const choicesMax = 200;

/** Every choice of these parties, the newest first. */
async function choicesOf(tx: Tx, partyIds: readonly string[]): Promise<Choice[]> {
  return tx.query<Choice>(
    `select party_id as "partyId", choice_id as "id", choice, print_sealed as "sealed"
       from credit_choices where party_id = any ($1::uuid[])
      order by chosen_at desc, choice_id desc limit $2`,
    [partyIds, choicesMax * partyIds.length],
    "prints",
  );
}

function printOf(key: ObjectKey, { id, choice, sealed }: Choice): ChosenCredit {
  return { choice, print: sealed ? openFrom(key, printPlace(id), sealed).toString() : "" };
}

/** Every choice of a party, the newest first; empty where the identity was erased. */
export async function printsOf(context: Context, tx: Tx, partyId: string): Promise<ChosenCredit[]> {
  const choices = await choicesOf(tx, [partyId]);
  const objectId = identityObject(partyId);
  const key = (await keysOf(context, tx, [objectId])).get(objectId);
  return key ? choices.map((choice) => printOf(key, choice)) : [];
}
