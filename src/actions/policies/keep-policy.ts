/**
 * Keeps the text of every policy version that was ever in force, because cases stay with the
 * version under which they began. A kept version never changes its words.
 */
import { isDeepStrictEqual } from "node:util";
import type { Actor } from "../../core/people/actor.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { storedPolicies } from "../../store/policies/reader.ts";
import { insertPolicy } from "../../store/policies/writer.ts";

const starter: Actor = { kind: "system", task: "start" };

/**
 * Adds the version in this text and returns all versions, oldest first. Refuses with policy.changed
 * where that version was kept saying something else, and with policy.other-name where the data
 * belongs to another policy. `read` knows the format and refuses what it cannot read.
 */
export async function keepPolicy(
  context: Pick<Context, "now" | "transaction">,
  text: string,
  read: (text: string) => Policy,
): Promise<Policy[]> {
  const policy = read(text);
  return context.transaction(starter, async (tx) => {
    const kept = await storedPolicies(tx);
    const other = kept.find((each) => each.policyId !== policy.name);
    if (other) throw new Refusal("policy.other-name", { name: policy.name, known: other.policyId });
    const same = kept.find((each) => each.version === policy.version);
    // What it says counts: a comment may be written better without being another promise.
    if (same && !isDeepStrictEqual(read(same.body), policy)) {
      throw new Refusal("policy.changed", { name: policy.name, version: policy.version });
    }
    if (!same) await insertPolicy(tx, policy, text, context.now());
    return (await storedPolicies(tx)).map((each) => read(each.body));
  });
}
