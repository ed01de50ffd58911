/**
 * Cases by who takes part in them. What a party is called stands on its case, for everybody who is on it; who
 * it is stands in the vault, and is asked for those alone who may open it, of their own cases alone.
 */
import { type CalledParty, partyCalled } from "../../core/identity/pseudonym.ts";
import type { Actor } from "../../core/people/actor.ts";
import { isPermitted, permit } from "../../core/people/permit.ts";
import type { SearchProblem, SearchTerms } from "../../core/search/query.ts";
import type { Context } from "../context.ts";
import { identityTokensOf } from "../identity/tokens.ts";
import { opens as isOpener } from "../parties/reader.ts";
import type { Tx } from "../transaction.ts";
import { byteaArray } from "./tokens.ts";

/** Cases of one party of a search. */
export type CasesOfParty =
  /** By what it is called. */
  | ({ readonly caseIds: null } & CalledParty)
  /** By who it is: every one that the reader reaches. */
  | { readonly caseIds: readonly string[] };

type Staff = Extract<Actor, { kind: "staff" }>;
type PartyOperator = "party" | "reporter";

const casesMax = 1_000;

/** Whether the search may be told names and addresses, a second proof given. */
export function maySearchPeople(staff: Staff): boolean {
  return isPermitted(staff, "open-vault", ofOwn(staff));
}

/** Whether these terms ask who somebody is, rather than what a party is called. */
export function asksForPeople({ party, reporter }: SearchTerms): boolean {
  return [party, reporter].some((value) => value !== undefined && !partyCalled(value));
}

/**
 * Cases of the parties that the terms name, or why they cannot be told. Refuses with access.step-up who may
 * open the vault and has not just proved who they are. Nothing is looked up for whoever may not.
 */
export async function partiesMeant(
  context: Context,
  tx: Tx,
  staff: Staff,
  terms: SearchTerms,
): Promise<readonly (CasesOfParty | SearchProblem)[]> {
  const operators = (["party", "reporter"] as const).filter((each) => terms[each] !== undefined);
  if (asksForPeople(terms) && maySearchPeople(staff)) permit(staff, "open-vault", ofOwn(staff));
  return Promise.all(
    operators.map((operator) => partyMeant(context, tx, staff, operator, terms[operator] ?? "")),
  );
}

const ofOwn = (staff: Staff) => ({ caseId: "", staff: [staff.id], outsiders: [] });

async function partyMeant(
  context: Context,
  tx: Tx,
  staff: Staff,
  operator: PartyOperator,
  value: string,
): Promise<CasesOfParty | SearchProblem> {
  const opens = operator === "reporter";
  const called = partyCalled(value);
  const problem = (takes: string): SearchProblem => ({ operator, value, takes });
  if (called && opens && !isOpener(called.kind)) {
    return problem("It takes a reporter or a coordinator; party: takes every kind.");
  }
  if (called) return { ...called, caseIds: null };
  if (!maySearchPeople(staff)) return problem(takesCalled);
  const caseIds = await casesOfPeople(context, tx, { text: value, opens });
  if (caseIds === undefined) return problem("Type a name or an address of two letters or more.");
  if (caseIds.length > casesMax) return problem("More than 1,000 cases fit it: type more of it.");
  return { caseIds };
}

const takesCalled =
  "It takes what a party is called, such as “Reporter B”, or a kind such as vendor. Names and addresses are for those who may open the vault.";

/** Of one party all words, of the reader's own cases; undefined for a text without a word. */
async function casesOfPeople(
  context: Context,
  tx: Tx,
  { text, opens }: { readonly text: string; readonly opens: boolean },
): Promise<string[] | undefined> {
  const tokens = identityTokensOf(context, text).slice(0, 12);
  if (tokens.length === 0) return undefined;
  // The vault is behind a wall that no colleague passes; this door asks for the reader's role and cases again.
  const rows = await tx.query<{ caseId: string }>(
    `select found as "caseId" from cases_of_people($1::bytea[], $2, $3) as found limit $3`,
    [byteaArray(tokens), opens, casesMax + 1],
    "cases-of-people",
  );
  return rows.map(({ caseId }) => caseId);
}
