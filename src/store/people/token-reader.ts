/** Finds who an API token speaks for, by its keyed hash, and lists a person's own tokens. */
import type { StaffRole } from "../../core/people/roles.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

export interface TokenHolder {
  readonly personId: string;
  /** The person's roles as they are now: a role that was taken away is gone from the token too. */
  readonly roles: readonly StaffRole[];
  readonly teamIds: readonly string[];
  readonly scopes: readonly string[];
  readonly tokenId: string;
}

export function apiTokenHash(context: Pick<Context, "masterKey">, token: string): Buffer {
  return context.masterKey.hash("token-hash", `api ${token}`);
}

/** Undefined for expired and revoked tokens and for people whose account is disabled. */
export async function apiTokenHolder(
  tx: Tx,
  hash: Buffer,
  now: Date,
): Promise<TokenHolder | undefined> {
  return tx.first<TokenHolder>(
    `select person_id as "personId", roles, team_ids as "teamIds", scopes, token_id as "tokenId"
       from open_api_token($1, $2)`,
    [hash, now],
    "open-api-token",
  );
}

export interface TokenView {
  readonly tokenId: string;
  readonly label: string;
  readonly scopes: readonly string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

/** The actor's own tokens, newest first; at most 100. */
export async function ownTokens(tx: Tx): Promise<TokenView[]> {
  return tx.query<TokenView>(
    `select token_id as "tokenId", label, scopes, created_at as "createdAt",
            expires_at as "expiresAt", revoked_at as "revokedAt"
       from api_tokens order by created_at desc, token_id desc limit 100`,
  );
}
