/** What a case may be turned into: a question that proves to be a report, a report that proves to be a question. */
import { Refusal } from "../refusal.ts";
import { type CaseFacts, type CaseKind, caseKinds } from "./case-facts.ts";

/** Kinds whose matter is somebody outside: without anybody to answer there is none. */
const needSomeone: readonly CaseKind[] = ["question", "live-incident"];

/** The kinds that a case may be changed into, in the order of a list. */
export function kindsToChangeTo({ kind, someoneToTell }: CaseFacts): CaseKind[] {
  return caseKinds.filter(
    (each) => each !== kind && (someoneToTell || !needSomeone.includes(each)),
  );
}

/** Refuses with case.same-kind, case.kind-decided or case.kind-needs-someone. */
export function mustBeToChange(facts: CaseFacts, to: CaseKind, reference: string): void {
  if (facts.kind === to) throw new Refusal("case.same-kind", { reference });
  // Whoever was told a conclusion was told it of what the case was.
  if (facts.conclusion !== null) throw new Refusal("case.kind-decided", { reference });
  if (!kindsToChangeTo(facts).includes(to)) {
    throw new Refusal("case.kind-needs-someone", { reference });
  }
}
