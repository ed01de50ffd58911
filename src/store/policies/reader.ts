/** Reads the policy versions that have been in force, as the text that was read. */
import type { Tx } from "../transaction.ts";

export interface StoredPolicy {
  readonly policyId: string;
  readonly version: number;
  readonly body: string;
}

/** Every version, oldest first. */
export async function storedPolicies(tx: Tx): Promise<StoredPolicy[]> {
  return tx.query<StoredPolicy>(
    `select policy_id as "policyId", version, body from policies
      order by policy_id, version limit 1000`,
  );
}

/** How many versions are kept: what another node added shows in it. */
export async function countPolicies(tx: Tx): Promise<number> {
  const found = await tx.first<{ count: number }>(`select count(*)::int as count from policies`);
  return found?.count ?? 0;
}
