/** How a matter that is no flaw is decided: a dispute, and a data leak. */
import type { CaseKind } from "./case-facts.ts";

export const rulings = [
  "upheld",
  "partly-upheld",
  "rejected",
  "leaked-from-us",
  "leaked-elsewhere",
  "nothing-leaked",
] as const;

export type Ruling = (typeof rulings)[number];

/** As people read them. */
export const rulingTitles: Readonly<Record<Ruling, string>> = {
  upheld: "They are right",
  "partly-upheld": "They are right in part",
  rejected: "They are not right",
  "leaked-from-us": "Data leaked from us",
  "leaked-elsewhere": "Data leaked from somebody else",
  "nothing-leaked": "Nothing leaked",
};

const rulingsOfKind: Readonly<Partial<Record<CaseKind, readonly Ruling[]>>> = {
  dispute: ["upheld", "partly-upheld", "rejected"],
  "data-leak": ["leaked-from-us", "leaked-elsewhere", "nothing-leaked"],
};

/** The rulings that fit a kind; none where its matter is not decided in this way. */
export function rulingsFor(kind: CaseKind): readonly Ruling[] {
  return rulingsOfKind[kind] ?? [];
}
