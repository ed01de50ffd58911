/** Writes the security profile of a product. */
import type { Tx } from "../transaction.ts";

/** False where the catalogue has no such product. */
export async function writeSecurityProfile(
  tx: Tx,
  productId: string,
  profile: string | null,
): Promise<boolean> {
  const changed = await tx.run(`update products set security_profile = $2 where product_id = $1`, [
    productId,
    profile,
  ]);
  return changed > 0;
}
