/** Ends what opens accounts that nobody ever set up: only a demonstration gives such a way in. */
import type { Tx } from "../transaction.ts";

const seats = "select person_id from people where not set_up";

/** Ends their sessions, links and tokens; returns the ids of the tokens that were still of use. */
export async function closeSeats(tx: Tx, now: Date): Promise<string[]> {
  await tx.run(`delete from sessions where person_id in (${seats})`);
  await tx.run(`delete from sign_in_links where purpose = 'sign-in'`);
  const revoked = await tx.query<{ tokenId: string }>(
    `update api_tokens set revoked_at = $1
      where revoked_at is null and person_id in (${seats}) returning token_id as "tokenId"`,
    [now],
  );
  return revoked.map(({ tokenId }) => tokenId);
}
