/** Answers a search: a reference that was typed whole, or the cases that its words and operators fit. */
import { isPermitted } from "../../core/people/permit.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { openedBetween } from "../../core/search/opened-between.ts";
import { parseSearch, type SearchProblem, type SearchQuery } from "../../core/search/query.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { casesOfProduct, type Filtering } from "../../store/cases/queue-conditions.ts";
import { type PersonView, peopleList } from "../../store/people/reader.ts";
import { type FoundCases, readsFew, searchCases } from "../../store/search/case-finder-reader.ts";
import { principalsOf, type Tx } from "../../store/transaction.ts";
import { takeNotes } from "../server/console-notes.ts";
import type { ConsoleRequest } from "./console-frame.tsx";

export interface Found extends FoundCases {
  /** The case whose reference was typed, and nothing else. */
  readonly exactly?: string | undefined;
  readonly problems: readonly SearchProblem[];
}

const none = { rows: [], next: null, lookedAt: null, names: new Map<string, string>() };

export async function findFor(
  at: ConsoleRequest,
  text: string,
  after: string | null,
): Promise<Found> {
  const { context } = at.web;
  return context.transaction(at.staff, async (tx) => {
    const query = parseSearch(text);
    const readers = principalsOf(at.staff);
    const [exactly, meant, hasFew] = await Promise.all([
      referenceOf(at, tx, text),
      meaningOf(at, tx, query),
      readsFew(tx, readers),
      takeNotes(tx, at),
    ]);
    if (exactly) return { ...none, exactly, problems: [] };
    const problems = [...query.problems, ...meant.problems];
    // What one operator said is missing from the question: an answer would be to another one.
    if (problems.length > 0) return { ...none, problems };
    const { words, filtering } = meant;
    const question = { words, filtering, after, readers, hasFew };
    return { ...(await searchCases(context, tx, question)), problems };
  });
}

/** A reference that was typed whole leads straight to its case, for whoever may read it. */
async function referenceOf(at: ConsoleRequest, tx: Tx, query: string): Promise<string | undefined> {
  if (!/^[a-z]+-\d{4}-\d+$/i.test(query)) return undefined;
  const head = await headOf(tx, query.toUpperCase());
  const membership = head && (await membershipOf(tx, head.caseId));
  return isPermitted(at.staff, "read-case", membership) ? head?.reference : undefined;
}

interface Meaning {
  readonly words: string;
  /** Null where only words were typed. */
  readonly filtering: Filtering | null;
  readonly problems: readonly SearchProblem[];
}

/** Products and people are looked up by the names that were typed. */
async function meaningOf(at: ConsoleRequest, tx: Tx, query: SearchQuery): Promise<Meaning> {
  const { context } = at.web;
  const { cve, product, owner, is, due, kind, severity, stage, waiting } = query.terms;
  const words = [query.words, cve ?? ""].join(" ").trim();
  const { cve: _, ...others } = query.terms;
  if (Object.keys(others).length === 0) return { words, filtering: null, problems: [] };
  const named = owner !== undefined && owner !== "me" && owner !== "nobody";
  const [products, people] = await Promise.all([
    product === undefined ? null : casesOfProduct(tx, product),
    named ? peopleList(context, tx) : [],
  ]);
  const person = named ? personCalled(people, owner) : undefined;
  const problems: SearchProblem[] = [];
  if (products === undefined) problems.push(unknownProduct(product ?? ""));
  if (typeof person === "string") {
    problems.push({ operator: "owner", value: owner ?? "", takes: person });
  }
  const ownerId = typeof person === "object" ? person.personId : owner;
  const now = context.now();
  const { zone } = inForceAt(context.policies, now).channels.officeHours;
  const said = { due, kind, severity, stage, waiting, owner: ownerId };
  const filter = Object.fromEntries(Object.entries(said).filter(([, value]) => value));
  const filtering: Filtering = {
    ...{ filter, personId: at.staff.id, now, is },
    product: products ?? null,
    opened: openedBetween(query.terms, zone),
  };
  return { words, filtering, problems };
}

function unknownProduct(value: string): SearchProblem {
  return { operator: "product", value, takes: "No product in the catalogue has this name." };
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
