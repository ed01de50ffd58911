/** What the codes of a fact are called, for forms, pages and the record of a case. */
import type { AwareDesk, FactConfidence, FactKind, FactSource } from "./fact.ts";

export const factKindWords: Readonly<Record<FactKind, string>> = {
  "attack-observed": "Attacks were observed",
  "exploit-public": "An exploit is public",
  "details-public": "Details are public",
  "code-fix-public": "A code fix becomes public on a date",
  "vendor-aware": "The vendor knows of it",
  "mitigation-ready": "A mitigation is ready",
  "fix-ready": "A fix is ready",
  "fix-deployed": "The fix is deployed",
};

export const factSourceWords: Readonly<Record<FactSource, string>> = {
  reporter: "The reporter",
  customer: "A customer",
  "own-systems": "Our own systems",
  colleague: "A colleague",
  supplier: "A supplier",
  coordinator: "A coordinator",
  authority: "An authority",
  feed: "A feed or database",
  publication: "A publication",
};

export const factConfidenceWords: Readonly<Record<FactConfidence, string>> = {
  confirmed: "Confirmed: we saw the evidence ourselves",
  likely: "Likely: a source that we trust says so",
  rumour: "Rumour: nothing to check it by; it starts no promise",
};

export const deskWords: Readonly<Record<AwareDesk, string>> = {
  psirt: "The PSIRT",
  support: "Support",
  sales: "Sales",
  engineering: "Engineering",
  operations: "Operations",
  press: "Press",
  legal: "Legal",
  elsewhere: "Elsewhere",
};
