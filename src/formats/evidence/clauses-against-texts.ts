/** Holds the clauses that a pack tells against the policy texts that it brings. */
import { isDeepStrictEqual } from "node:util";
import type { Clause, EvidencePack } from "../../core/evidence/pack.ts";
import type { Finding } from "../../core/finding.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { PromiseTerms } from "../../core/policy/promise-terms.ts";

type ReadPolicy = (text: string) => { policy: Policy } | { findings: readonly Finding[] };

/** A text of a form that this version does not read is said in `notes`; that is no fault of the pack. */
export function clausesAgainstTexts(
  pack: EvidencePack,
  textOf: (file: string) => string,
  readPolicy: ReadPolicy,
): { errors: Finding[]; notes: string[] } {
  const errors: Finding[] = [];
  const notes: string[] = [];
  for (const [index, { file, name, version }] of pack.policies.entries()) {
    const read = readPolicy(textOf(file));
    if ("findings" in read) {
      notes.push(
        `${file} cannot be read by this version of Parley: its clauses were not compared.`,
      );
    } else if (read.policy.name !== name || read.policy.version !== version) {
      const message = `${file} is the text of another policy or version.`;
      errors.push({ rule: "evidence.clause", path: `/policies/${index}`, message });
    } else {
      errors.push(...differencesIn(pack, read.policy));
    }
  }
  return { errors, notes };
}

function differencesIn(pack: EvidencePack, policy: Policy): Finding[] {
  return pack.promises.flatMap(({ promise, policyVersion, clause }, index) => {
    if (policyVersion !== policy.version) return [];
    const terms = new Map(Object.entries(policy.promises)).get(promise);
    if (isDeepStrictEqual(comparable(clause), comparable(terms ?? null))) return [];
    const message = `The policy text says something else of the promise ${promise}.`;
    return [{ rule: "evidence.clause", path: `/promises/${index}/clause`, message }];
  });
}

/** What the text alone says: wording and requirements are derived from more than it. */
function comparable(clause: Clause | PromiseTerms | null) {
  if (!clause) return null;
  const { from, within, bySeverity, basis, satisfiedBy } = clause;
  return {
    ...{ from, within, bySeverity, basis, satisfiedBy },
    says: clause.says ?? null,
    endMovesToWorkingDay: clause.endMovesToWorkingDay ?? null,
  };
}
