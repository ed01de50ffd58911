/** Writes API tokens. Never stores a token itself, and never shows one again. */
import type { Tx } from "../transaction.ts";

export interface NewToken {
  readonly tokenId: string;
  readonly hash: Buffer;
  readonly personId: string;
  readonly label: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export async function insertToken(tx: Tx, token: NewToken): Promise<void> {
  await tx.run(
    `insert into api_tokens (token_id, token_hash, person_id, label, scopes, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      token.tokenId,
      token.hash,
      token.personId,
      token.label,
      token.scopes,
      token.createdAt,
      token.expiresAt,
    ],
  );
}

/** False where the actor has no such token that is not revoked already. */
export async function revokeOwnToken(tx: Tx, tokenId: string, now: Date): Promise<boolean> {
  const revoked = await tx.run(
    `update api_tokens set revoked_at = $2 where token_id = $1 and revoked_at is null`,
    [tokenId, now],
  );
  return revoked > 0;
}
