/** Adds a policy version. Never changes one. */
import { createHash } from "node:crypto";
import type { Policy } from "../../core/policy/policy.ts";
import type { Tx } from "../transaction.ts";

/** Whether it was added: of two nodes that read the same file at once, one adds it. */
export async function insertPolicy(
  tx: Tx,
  policy: Policy,
  body: string,
  now: Date,
): Promise<boolean> {
  const added = await tx.run(
    `insert into policies (policy_id, version, in_force_from, body, sha256, added_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [
      policy.name,
      policy.version,
      policy.inForceFrom,
      body,
      createHash("sha256").update(body).digest(),
      now,
    ],
  );
  return added > 0;
}
