/** What the facts of a case answer of SSVC's questions already: proposals for a form, never an answer. */
import { type Fact, standing } from "../facts/fact.ts";
import { exploitation, reportPublic, supplierInvolvement } from "./decision-points.ts";

export function answersFromFacts(facts: readonly Fact[]): Record<string, string> {
  const known = new Set(standing(facts).map(({ kind }) => kind));
  const isPublic = known.has("details-public") || known.has("exploit-public");
  return {
    ...(known.has("attack-observed")
      ? { [exploitation.id]: "A" }
      : known.has("exploit-public")
        ? { [exploitation.id]: "P" }
        : {}),
    ...(isPublic ? { [reportPublic.id]: "Y" } : {}),
    ...(known.has("fix-ready") ? { [supplierInvolvement.id]: "FR" } : {}),
  };
}
