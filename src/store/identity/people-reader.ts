/**
 * Opens the vault for the program itself: what the name guard and mails need of each party. Staff never
 * reach it (migration 0025); the caller is the worker, or the deed that records the opening.
 */
import type { KnownPerson } from "../../core/identity/audience.ts";
import type { ChosenCredit, CreditChoice } from "../../core/identity/credit.ts";
import type { Context } from "../context.ts";
import { identityObject, identityOf, type PartyRow, partiesOf } from "../parties/reader.ts";
import { keysOf, openFrom } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { permissionsOf } from "./permission-reader.ts";

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
  const people: KnownPerson[] = [];
  for (const party of parties) people.push(...(await personOf(context, tx, party)));
  for (const { partyId, caseId: home } of others) {
    const party = (await partiesOf(tx, home)).find((each) => each.partyId === partyId);
    if (party) people.push(...(await personOf(context, tx, { ...party, pseudonym: elsewhere })));
  }
  return people;
}

/** The pseudonym of a party is one of its own case. */
const elsewhere = "A reporter of a linked case";

async function personOf(
  context: Context,
  tx: Tx,
  party: Pick<PartyRow, "partyId" | "caseId" | "pseudonym">,
): Promise<KnownPerson[]> {
  const identity = await identityOf(context, tx, party.partyId);
  if (!identity) return [];
  const prints = await printsOf(context, tx, party.partyId);
  const permissions = await permissionsOf(tx, party.caseId);
  const [newest] = prints;
  return [
    {
      partyId: party.partyId,
      pseudonym: party.pseudonym,
      identity: { ...identity, handle: identity.handle ?? null },
      credit: newest ?? { choice: "undecided", print: "" },
      formerPrints: prints.slice(1).map(({ print }) => print),
      permitted: permissions
        .filter(({ partyId, state }) => partyId === party.partyId && state === "given")
        .map(({ recipientId, permissionId }) => recipientId ?? permissionId),
    },
  ];
}

/** Every choice of a party, the newest first; empty where the identity was erased. */
export async function printsOf(context: Context, tx: Tx, partyId: string): Promise<ChosenCredit[]> {
  const rows = await tx.query<{ id: string; choice: CreditChoice; sealed: Buffer | null }>(
    `select choice_id as "id", choice, print_sealed as "sealed" from credit_choices
      where party_id = $1 order by chosen_at desc, choice_id desc limit 200`,
    [partyId],
    "prints-of-party",
  );
  const objectId = identityObject(partyId);
  const key = (await keysOf(context, tx, [objectId])).get(objectId);
  if (!key) return [];
  return rows.map(({ id, choice, sealed }) => ({
    choice,
    print: sealed ? openFrom(key, printPlace(id), sealed).toString() : "",
  }));
}
