/** What of a case goes to a case of its own. Decides alone; opening and filling that case are deeds. */
import type { Interest } from "../decisions/interests.ts";
import type { FactSaying } from "../facts/fact.ts";
import type { Status } from "../products/status.ts";
import { Refusal } from "../refusal.ts";

export interface SplitChoice {
  readonly vulnerabilityIds: readonly string[];
  readonly productIds: readonly string[];
  readonly factIds: readonly string[];
}

/** A vulnerability of the case, as far as the choice asks for it. */
export interface Splittable {
  readonly vulnerabilityId: string;
  readonly title: string;
  /** Products that are named for it, each once. */
  readonly productIds: readonly string[];
  /** Remedies that are not there yet, and of whose day whoever reported was told. */
  readonly promises: number;
  /** The publication that is approved or out and names it; null where none does. */
  readonly publication: string | null;
}

export interface SplitOf {
  readonly vulnerabilities: readonly Splittable[];
  readonly factIds: readonly string[];
}

/** Goes whole, or stays too: with the products that were not chosen, or with what was promised of it. */
export interface Going extends Splittable {
  readonly whole: boolean;
  /** Its remedies go along: none of its products stays without them. */
  readonly withRemedies: boolean;
  readonly products: readonly string[];
}

/**
 * What goes; a product of no chosen vulnerability stays. Refuses with vulnerability.unknown and fact.unknown; with split.nothing where neither
 * vulnerability nor fact is chosen, split.everything where no vulnerability would stay; and with split.published where one that would leave is in a
 * publication. One of which a remedy is promised goes and stays as it is: that promise, its clock and whoever it was made to
 * are of the case in which it was made.
 */
export function splitOf(choice: SplitChoice, of: SplitOf): Going[] {
  const { vulnerabilityIds, productIds, factIds } = choice;
  const known = new Map(of.vulnerabilities.map((each) => [each.vulnerabilityId, each]));
  if (vulnerabilityIds.some((id) => !known.has(id))) throw new Refusal("vulnerability.unknown");
  if (factIds.some((id) => !of.factIds.includes(id))) throw new Refusal("fact.unknown");
  if (vulnerabilityIds.length + factIds.length === 0) throw new Refusal("split.nothing");
  const chosen = of.vulnerabilities.filter((each) =>
    vulnerabilityIds.includes(each.vulnerabilityId),
  );
  const going = chosen.map((each) => goingOf(each, productIds));
  const leaving = going.filter(({ whole }) => whole);
  if (leaving.length > 0 && leaving.length === of.vulnerabilities.length) {
    throw new Refusal("split.everything");
  }
  for (const { title, publication } of leaving) {
    if (publication) throw new Refusal("split.published", { title, publication });
  }
  return going;
}

/** With none of its products chosen it goes without any, and stays with all of them. */
function goingOf(each: Splittable, productIds: readonly string[]): Going {
  const products = each.productIds.filter((id) => productIds.includes(id));
  const withRemedies = products.length === each.productIds.length;
  return { ...each, products, withRemedies, whole: withRemedies && each.promises === 0 };
}

/** What the new case begins with: sealed until a worker has made it. */
export interface SplitOff {
  readonly fromCaseId: string;
  readonly linkId: string;
  /** The version of the policy by which the first case runs, and the new one with it. */
  readonly policyVersion: number;
  readonly reason: string;
  readonly vulnerabilities: readonly SplitVulnerability[];
  readonly facts: readonly SplitFact[];
  readonly members: readonly { readonly principalId: string; readonly role: string }[];
  /** Whether it holds the report too. */
  readonly withReport: boolean;
}

export interface SplitVulnerability {
  readonly title: string;
  readonly cveId: string | null;
  readonly cweId: string | null;
  readonly details: { readonly component: string; readonly deployedImpact: string };
  readonly scores: readonly SplitScore[];
  readonly affected: readonly SplitStatus[];
  /** Those that stand, with their days, how these moved, and their tests; left out before they went along. */
  readonly remedies?: readonly SplitRemedy[];
}

/** Instants in ISO 8601. */
export interface SplitRemedy {
  readonly kind: string;
  readonly term: "short" | "long";
  readonly ownerId: string | null;
  readonly promisedFor: string | null;
  readonly availableAt: string | null;
  readonly verifiedAt: string | null;
  readonly words: {
    readonly text: string;
    readonly howToObtain: string;
    readonly productIds: readonly string[];
    readonly dates: readonly {
      readonly formerly: string;
      readonly to: string;
      readonly reason: string;
      readonly interest?: Interest | null;
      readonly at: string;
      readonly by: string;
    }[];
    readonly tests: readonly {
      readonly passed: boolean;
      readonly words: string;
      readonly where: string;
      readonly at: string;
      readonly by: string;
    }[];
  };
}

export interface SplitScore {
  readonly source: string;
  readonly productId: string | null;
  readonly cvssVersion: string;
  readonly band: string;
  readonly overrideBand: string | null;
  readonly scoredBy: string | null;
  readonly vector: string;
  readonly overall: number;
  readonly base: number;
  readonly overrideReason: string | null;
  readonly reason: string | null;
}

export interface SplitStatus {
  readonly productId: string;
  readonly versionId: string | null;
  readonly status: Status;
  readonly justification: string | null;
  readonly versions: string;
  readonly untilOn: string | null;
  readonly note: string;
  readonly setBy: string | null;
}

/** A fact as it stands, with its times in ISO 8601: promises go on counting from them. */
export interface SplitFact {
  readonly saying: Omit<FactSaying, "occurredAt" | "awareAt"> & {
    readonly occurredAt: string | null;
    readonly awareAt: string;
  };
  readonly words: string;
}
