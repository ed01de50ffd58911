/** Answers a search: a reference that was typed whole, or the cases that its words and operators fit. */
import { searchWordOf } from "../../core/cases/labels.ts";
import type { QueueFilter } from "../../core/cases/queue-filter.ts";
import type { Actor } from "../../core/people/actor.ts";
import { isPermitted } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { openedBetween } from "../../core/search/opened-between.ts";
import { parseSearch, type SearchProblem, type SearchQuery } from "../../core/search/query.ts";
import {
  casesOfProduct,
  entitiesOfFilter,
  entityCalled,
  hasLabel,
  readsFew,
} from "../cases/filter-lookups-reader.ts";
import { headOf } from "../cases/head-reader.ts";
import { membershipOf } from "../cases/membership-reader.ts";
import type { Filtering } from "../cases/queue-conditions.ts";
import type { Context } from "../context.ts";
import { type PersonView, peopleList } from "../people/reader.ts";
import { principalsOf, type Tx } from "../transaction.ts";
import { type FoundCases, searchCases } from "./case-finder-reader.ts";
import { asksForPeople, type CasesOfParty, partiesMeant } from "./party-finder-reader.ts";

export interface SearchAnswer extends FoundCases {
  /** The case whose reference was typed, and nothing else. */
  readonly exactly?: { readonly caseId: string; readonly reference: string } | undefined;
  /** Whether it was searched by who a party is: that is recorded with the cases that it found. */
  readonly byPeople: boolean;
  /** Where there are any nothing was searched: an answer would be to another question. */
  readonly problems: readonly SearchProblem[];
}

export interface SearchAsked {
  readonly text: string;
  /** The case after which this page begins; null for the first. */
  readonly after: string | null;
}

type Staff = Extract<Actor, { kind: "staff" }>;

const nothing = { rows: [], next: null, lookedAt: null, names: new Map<string, string>() };
const none = { ...nothing, byPeople: false };

/** `tx` is the reader's own: what its wall hides is neither found nor counted. */
export async function answerSearch(
  context: Context,
  tx: Tx,
  staff: Staff,
  { text, after }: SearchAsked,
): Promise<SearchAnswer> {
  const query = parseSearch(text);
  const readers = principalsOf(staff);
  const byPeople = asksForPeople(query.terms);
  const [exactly, meant, hasFew] = await Promise.all([
    referenceOf(tx, staff, text),
    meaningOf(context, tx, staff, query),
    // Cases of a person are a list already, and the search begins with them.
    byPeople || readsFew(tx, readers),
  ]);
  if (exactly) return { ...none, exactly, problems: [] };
  const problems = [...query.problems, ...meant.problems];
  if (problems.length > 0) return { ...none, problems };
  const { words, filtering } = meant;
  const question = { words, filtering, after, readers, hasFew };
  const found = await searchCases(context, tx, question);
  const rows = found.rows.filter(hasLabel(query.terms.label));
  return { ...found, rows, byPeople, problems };
}

/** A reference that was typed whole leads straight to its case, for whoever may read it. */
async function referenceOf(tx: Tx, staff: Staff, text: string): Promise<SearchAnswer["exactly"]> {
  if (!/^[a-z]+-\d{4}-\d+$/i.test(text)) return undefined;
  const head = await headOf(tx, text.toUpperCase());
  const membership = head && (await membershipOf(tx, head.caseId));
  return isPermitted(staff, "read-case", membership) ? head : undefined;
}

interface Meaning {
  readonly words: string;
  /** Null where only words were typed. */
  readonly filtering: Filtering | null;
  readonly problems: readonly SearchProblem[];
}

/** Products, entities and people are looked up by the names that were typed. */
async function meaningOf(
  context: Context,
  tx: Tx,
  staff: Staff,
  query: SearchQuery,
): Promise<Meaning> {
  const { cve, label, ...others } = query.terms;
  // Those that an operator named first: of very many words only the first are looked for.
  const named = [label && searchWordOf(label), cve].filter((word) => word !== undefined);
  const words = [...named, query.words].join(" ").trim();
  if (Object.keys(others).length === 0) return { words, filtering: null, problems: [] };
  const { product, owner, entity, is, due, kind, severity, stage, waiting } = others;
  const [products, ownerId, entityName, parties] = await Promise.all([
    product === undefined ? null : casesOfProduct(tx, product),
    ownerCalled(context, tx, owner),
    entity === undefined ? undefined : entityNamed(context, tx, entity),
    partiesMeant(context, tx, staff, query.terms),
  ]);
  const problems = [ownerId, entityName, ...parties].filter(isProblem);
  if (products === undefined) problems.unshift(unknownProduct(product ?? ""));
  const now = context.now();
  const { zone } = inForceAt(context.policies, now).channels.officeHours;
  const said = { due, kind, severity, stage, waiting, owner: ownerId, entity: entityName };
  const filter = Object.fromEntries(Object.entries(said).filter(([, value]) => value));
  const filtering: Filtering = {
    ...{ filter: filter as QueueFilter, personId: staff.id, now, is },
    product: products ?? null,
    parties: parties.filter((party): party is CasesOfParty => !isProblem(party)),
    opened: openedBetween(query.terms, zone),
  };
  return { words, filtering, problems };
}

function isProblem(
  found: string | undefined | CasesOfParty | SearchProblem,
): found is SearchProblem {
  return typeof found === "object" && "takes" in found;
}

function unknownProduct(value: string): SearchProblem {
  return { operator: "product", value, takes: "No product in the catalogue has this name." };
}

async function entityNamed(
  context: Context,
  tx: Tx,
  value: string,
): Promise<string | SearchProblem> {
  const found = entityCalled(await entitiesOfFilter(context, tx), value);
  return found ?? { operator: "entity", value, takes: "No entity has this name." };
}

/** The id of the one colleague whose name holds these words; "me" and "nobody" stay. */
async function ownerCalled(
  context: Context,
  tx: Tx,
  owner: string | undefined,
): Promise<string | undefined | SearchProblem> {
  if (owner === undefined || owner === "me" || owner === "nobody") return owner;
  const found = personCalled(await peopleList(context, tx), owner);
  if (typeof found === "object") return found.personId;
  return { operator: "owner", value: owner, takes: found };
}

/** The one colleague whose name holds these words, or why it is nobody. */
function personCalled(people: readonly PersonView[], typed: string): PersonView | string {
  const wanted = typed.toLowerCase();
  const exactly = people.filter(({ name }) => name.toLowerCase() === wanted);
  const found =
    exactly.length > 0
      ? exactly
      : people.filter(({ name }) => ` ${name.toLowerCase()} `.includes(` ${wanted} `));
  const [first] = found;
  if (!first) return "No colleague has this name.";
  return found.length === 1 ? first : "Several colleagues have it in their name: type more of it.";
}
