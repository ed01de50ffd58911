/** Finds who holds a session, by the token's keyed hash; the token itself is nowhere stored. */
import type { StaffRole } from "../../core/people/roles.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";
import { openProfile, type SealedPerson } from "./reader.ts";

export interface SessionHolder {
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly StaffRole[];
  readonly teamIds: readonly string[];
  /** When they last proved that it is them; ahead of now for a seat of the demonstration. */
  readonly steppedUpAt: Date | null;
  readonly lastSeenAt: Date;
}

export function sessionHash(context: Pick<Context, "masterKey">, token: string): Buffer {
  return context.masterKey.hash("token-hash", `session ${token}`);
}

/** Undefined for expired and ended sessions and for people whose account is disabled. */
export async function sessionHolder(
  context: Context,
  tx: Tx,
  hash: Buffer,
): Promise<SessionHolder | undefined> {
  const row = await tx.first<Omit<SessionHolder, "name"> & SealedPerson>(
    `select person_id as "personId", roles, team_ids as "teamIds", stepped_up_at as "steppedUpAt",
            last_seen_at as "lastSeenAt", profile_sealed as "profileSealed",
            key_wrapped as "wrapped", master_key_id as "masterKeyId" from open_session($1, $2)`,
    [hash, context.now()],
    "open-session",
  );
  if (!row) return undefined;
  const { personId, roles, teamIds, steppedUpAt, lastSeenAt } = row;
  return {
    personId,
    name: openProfile(context, row).name,
    roles,
    teamIds,
    steppedUpAt,
    lastSeenAt,
  };
}

/** A page that is looked at writes nothing, as long as its session was seen so lately. */
export const seenLatelyMs = 5 * 60_000;

export function wasSeenLately(lastSeenAt: Date, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() <= seenLatelyMs;
}

export interface SessionView {
  /** Names the session on its page without giving its token away. */
  readonly id: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  /** Browser and system in words; "" for a session of before these were kept. */
  readonly device: string;
}

/** The open sessions of the actor, the latest seen first. */
export async function ownSessions(tx: Tx, now: Date): Promise<SessionView[]> {
  return tx.query<SessionView>(
    `select encode(token_hash, 'hex') as id, created_at as "createdAt",
            last_seen_at as "lastSeenAt", expires_at as "expiresAt", device
       from sessions
      where person_id = any (current_principals()) and expires_at > $1
      order by last_seen_at desc limit 100`,
    [now],
  );
}
