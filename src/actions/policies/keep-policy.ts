/**
 * Keeps the text of every policy version that was ever in force, because cases stay with the
 * version under which they began. A kept version never changes its words.
 */
import type { Actor } from "../../core/people/actor.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { storedPolicies } from "../../store/policies/reader.ts";
import { insertPolicy } from "../../store/policies/writer.ts";

const starter: Actor = { kind: "system", task: "start" };

/**
 * Adds the version that was read from a file and returns the texts of all, oldest first. Refuses
 * with policy.changed where the kept text of that version differs, and with policy.other-name
 * where the data belongs to another policy.
 */
export async function keepPolicy(
  context: Pick<Context, "now" | "transaction">,
  policy: Policy,
  text: string,
): Promise<string[]> {
  return context.transaction(starter, async (tx) => {
    const kept = await storedPolicies(tx);
    const other = kept.find((each) => each.policyId !== policy.name);
    if (other) throw new Refusal("policy.other-name", { name: policy.name, known: other.policyId });
    const same = kept.find((each) => each.version === policy.version);
    if (same && same.body !== text) {
      throw new Refusal("policy.changed", { name: policy.name, version: policy.version });
    }
    if (!same) await insertPolicy(tx, policy, text, context.now());
    return (await storedPolicies(tx)).map((each) => each.body);
  });
}
