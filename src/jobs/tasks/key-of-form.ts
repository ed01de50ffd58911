/**
 * Binds the public key that a reporter pasted into a form (ALE-15); a block that is none is named as a
 * problem. An address of a key is kept for a person to decide on: nothing is fetched.
 */
import { Refusal } from "../../core/refusal.ts";
import type { Arrival } from "../../core/reports/arrival.ts";
import { isAddressOfKey, keyAddress } from "../../formats/mail/key-links.ts";
import { readPublicKey } from "../../formats/mail/keys.ts";

export async function withKeyOfForm(arrival: Arrival, now: Date): Promise<Arrival> {
  const pasted = arrival.fields["public-key"]?.trim();
  if (!pasted || arrival.key) return arrival;
  if (isAddressOfKey(pasted)) return withAddress(arrival, pasted);
  try {
    const { armored, fingerprint, expires } = await readPublicKey(pasted, now);
    const expiresAt = expires?.toISOString() ?? null;
    return { ...arrival, key: { armored, fingerprint, expiresAt } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...arrival, problems: [...arrival.problems, error.code] };
  }
}

function withAddress(arrival: Arrival, typed: string): Arrival {
  const address = keyAddress(typed);
  if (address !== null) return { ...arrival, keyLinks: [address] };
  return { ...arrival, problems: [...arrival.problems, "report.key-address"] };
}
