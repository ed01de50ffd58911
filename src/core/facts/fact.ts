/**
 * What is known of the world outside, with when it happened and when anyone of us became aware of it.
 * Entries are added and never changed: a later one corrects or withdraws an earlier one.
 */
import { Refusal } from "../refusal.ts";

/** In the order of the form. */
export const factKinds = [
  "attack-observed",
  "exploit-public",
  "details-public",
  "code-fix-public",
  "vendor-aware",
  "mitigation-ready",
  "fix-ready",
  "fix-deployed",
] as const;
export type FactKind = (typeof factKinds)[number];

export function isFactKind(text: string): text is FactKind {
  return factKinds.some((kind) => kind === text);
}

export const factSources = [
  "reporter",
  "customer",
  "own-systems",
  "colleague",
  "supplier",
  "coordinator",
  "authority",
  "feed",
  "publication",
] as const;
export type FactSource = (typeof factSources)[number];

/** A rumour is kept and starts nothing; both others do. */
export const factConfidences = ["confirmed", "likely", "rumour"] as const;
export type FactConfidence = (typeof factConfidences)[number];

/** Where in the organisation it was first known: awareness counts from any of them. */
export const desks = [
  "psirt",
  "support",
  "sales",
  "engineering",
  "operations",
  "press",
  "legal",
  "elsewhere",
] as const;
export type AwareDesk = (typeof desks)[number];

/** What one entry says; the words beside it are sealed and not among these. */
export type FactSaying = {
  readonly kind: FactKind;
  /** When it happened, or will be where it is planned; null where nobody knows. */
  readonly occurredAt: Date | null;
  /** When anyone in the organisation became aware of it. */
  readonly awareAt: Date;
  readonly desk: AwareDesk;
  readonly source: FactSource;
  readonly confidence: FactConfidence;
  /** Whether a person judged that it makes a public advisory owed; null where nothing asked it. */
  readonly advisory: "owed" | "not-owed" | null;
};

export type FactEntry = {
  readonly entryId: string;
  /** When it was written down, and by whom. */
  readonly at: Date;
  readonly by: string | null;
  /** The first entry of the fact: its own id where it begins one. */
  readonly factId: string;
  /** Null: the fact was withdrawn. */
  readonly saying: FactSaying | null;
};

/** A fact as it stands, and every entry on it, oldest first. */
export type Fact = {
  readonly factId: string;
  readonly saying: FactSaying;
  readonly withdrawn: boolean;
  readonly entries: readonly FactEntry[];
};

/** Facts in the order in which they were first recorded; `entries` are the oldest first. */
export function factsFrom(entries: readonly FactEntry[]): Fact[] {
  const byFact = new Map<string, FactEntry[]>();
  for (const entry of entries) {
    byFact.set(entry.factId, [...(byFact.get(entry.factId) ?? []), entry]);
  }
  return [...byFact].flatMap(([factId, all]) => {
    const saying = all.findLast((entry) => entry.saying)?.saying;
    if (!saying) return [];
    return [{ factId, saying, withdrawn: all.at(-1)?.saying === null, entries: all }];
  });
}

/** What stands: not withdrawn, and more than a rumour. */
export function standing(facts: readonly Fact[], ...kinds: readonly FactKind[]): FactSaying[] {
  return facts
    .filter(({ withdrawn, saying }) => !withdrawn && saying.confidence !== "rumour")
    .map(({ saying }) => saying)
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
}

// Older than any PSIRT: a mistyped year, not a fact.
const earliest = new Date("2000-01-01T00:00:00Z");
const twentyYearsMs = 20 * 366 * 86_400_000;

/** Whether the moment of such a fact may lie ahead. */
export function isPlanned(kind: FactKind): boolean {
  return kind === "code-fix-public";
}

/** Refuses with fact.occurred or fact.aware times that cannot be right. */
export function mustBePlausible(saying: FactSaying, now: Date): void {
  const { kind, occurredAt, awareAt } = saying;
  if (awareAt > now) refuse("fact.aware", "it lies in the future; record it once it is so");
  if (awareAt < earliest) refuse("fact.aware", "it lies before the year 2000");
  if (!occurredAt) {
    if (isPlanned(kind)) refuse("fact.occurred", "a plan needs its date");
    return;
  }
  if (occurredAt < earliest) refuse("fact.occurred", "it lies before the year 2000");
  if (isPlanned(kind)) {
    if (+occurredAt - +now > twentyYearsMs) {
      refuse("fact.occurred", "it lies more than twenty years ahead");
    }
    return;
  }
  if (occurredAt > now) refuse("fact.occurred", "it lies in the future; only a plan may");
  if (awareAt < occurredAt) {
    refuse("fact.aware", "nobody can have been aware of it before it happened");
  }
}

function refuse(code: "fact.aware" | "fact.occurred", problem: string): never {
  throw new Refusal(code, { problem });
}
