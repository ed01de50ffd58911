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

/** Everybody who is a party of the case, or wrote a report that it holds. */
export async function peopleOf(context: Context, tx: Tx, caseId: string): Promise<KnownPerson[]> {
  const parties = await partiesOf(tx, caseId);
  const others = await tx.query<{ partyId: string; caseId: string }>(
    `select distinct r.party_id as "partyId", r.case_id as "caseId"
       from case_reports l join reports r on r.report_id = l.report_id
      where l.case_id = $1 and r.case_id <> $1 limit 100`,
    [caseId],
    "linked-reports",
  );
  const named: NamedParty[] = [...parties];
  for (const { partyId, caseId: home } of others) {
    const party = (await partiesOf(tx, home)).find((each) => each.partyId === partyId);
    if (party) named.push({ ...party, pseudonym: elsewhere });
  }
  return knownOf(context, tx, named);
}

/** The pseudonym of a party is one of its own case. */
const elsewhere = "A reporter of a linked case";

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
