/**
 * Keeps the text of every policy version that was ever in force, because cases stay with the
 * version under which they began. A kept version never changes its words.
 */
import { isDeepStrictEqual } from "node:util";
import type { Actor } from "../../core/people/actor.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { appendHouseEvent } from "../../store/events/writer.ts";
import { storedPolicies } from "../../store/policies/reader.ts";
import { insertPolicy } from "../../store/policies/writer.ts";
import type { Tx } from "../../store/transaction.ts";

const keeper: Actor = { kind: "system", task: "keep-policy" };

/** Knows the format, and refuses what it cannot read. */
export type ReadText = (text: string) => Policy;

/**
 * Adds the version in this text, with an event, and returns all versions, oldest first. Refuses
 * what `withVersion` refuses.
 */
export async function keepPolicy(
  context: Context,
  text: string,
  read: ReadText,
): Promise<Policy[]> {
  return context.transaction(keeper, async (tx) => {
    const policy = read(text);
    const kept = await keptPolicies(tx, read);
    const versions = withVersion(kept, policy);
    if (versions.length === kept.length) return versions;
    const added = await insertPolicy(tx, policy, text, context.now());
    // Another node was faster, and may have read other words.
    if (!added) return withVersion(await keptPolicies(tx, read), policy);
    await appendHouseEvent(context, tx, { type: "policy.loaded", body: namedIn(policy) });
    return versions;
  });
}

/** Every kept version, oldest first. */
export async function keptPolicies(tx: Tx, read: ReadText): Promise<Policy[]> {
  return (await storedPolicies(tx)).map((each) => read(each.body));
}

/**
 * These versions with this one among them, oldest first. Refuses with policy.changed where that
 * version is there saying something else, with policy.other-name where they are another policy's,
 * and with policy.order where a later number would begin before an earlier one.
 */
export function withVersion(kept: readonly Policy[], policy: Policy): Policy[] {
  const { name, version } = policy;
  const other = kept.find((each) => each.name !== name);
  if (other) throw new Refusal("policy.other-name", { name, known: other.name });
  const same = kept.find((each) => each.version === version);
  // What it says counts: a comment may be written better without being another promise.
  if (same && !isDeepStrictEqual(same, policy)) {
    throw new Refusal("policy.changed", { name, version });
  }
  if (same) return [...kept];
  const ordered = [...kept, policy].toSorted((a, b) => a.version - b.version);
  const late = ordered.find(({ inForceFrom }, at) => {
    const before = ordered[at - 1];
    return before && inForceFrom < before.inForceFrom;
  });
  if (late) throw new Refusal("policy.order", { name, version: late.version });
  return ordered;
}

/** Tells the audit chain that the policy file could not be used, and which version stays. */
export async function recordRefusedPolicy(
  context: Context,
  refused: { readonly rule: string; readonly line: number; readonly stays: Policy },
): Promise<void> {
  const { rule, line, stays } = refused;
  await context.transaction(keeper, async (tx) => {
    const body = { rule, line, stays: namedIn(stays) };
    await appendHouseEvent(context, tx, { type: "policy.refused", body });
  });
}

function namedIn({ name, version, inForceFrom }: Policy) {
  return { name, version, inForceFrom: inForceFrom.toISOString() };
}
