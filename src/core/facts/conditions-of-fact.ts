/**
 * Which conditions of the policy for a public advisory a fact may fulfil (ALE-56 to ALE-61). The
 * program proposes them by what they are judged from; whether one is true a person says.
 */
import type { DisclosureCondition } from "../policy/disclosure.ts";
import type { FactKind } from "./fact.ts";

const judgedFrom: Readonly<Partial<Record<FactKind, DisclosureCondition["judgedFrom"]>>> = {
  "attack-observed": "exploitation",
  "exploit-public": "public-knowledge",
  "details-public": "public-knowledge",
  "code-fix-public": "public-fix-planned",
};

/** A case without a severity may still turn out to have the one that a condition asks for. */
export function conditionsOfFact(
  conditions: readonly DisclosureCondition[],
  kind: FactKind,
  band: string | null,
): DisclosureCondition[] {
  return conditions.filter(
    (condition) =>
      condition.judgedFrom === judgedFrom[kind] &&
      (band === null || condition.severities.length === 0 || condition.severities.includes(band)),
  );
}
