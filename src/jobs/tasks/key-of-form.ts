/** Binds the public key that a reporter pasted into a form (ALE-15); a block that is none is named as a problem. */
import { Refusal } from "../../core/refusal.ts";
import type { Arrival } from "../../core/reports/arrival.ts";
import { readPublicKey } from "../../formats/mail/keys.ts";

export async function withKeyOfForm(arrival: Arrival, now: Date): Promise<Arrival> {
  const pasted = arrival.fields["public-key"]?.trim();
  if (!pasted || arrival.key) return arrival;
  try {
    const { armored, fingerprint, expires } = await readPublicKey(pasted, now);
    const expiresAt = expires?.toISOString() ?? null;
    return { ...arrival, key: { armored, fingerprint, expiresAt } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ...arrival, problems: [...arrival.problems, error.code] };
  }
}
