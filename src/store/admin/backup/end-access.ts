/**
 * Ends what lets people in, in a database that comes back from a backup: sessions, links and API tokens
 * that were ended since are open in it again, and nobody can tell which. Passwords, passkeys and the
 * codes of receipts stay: without them nobody came in any more.
 */
import type pg from "pg";
import { uuid7Maker } from "../../../lib/uuid7.ts";
import { appendHouseEvent } from "../../events/writer.ts";
import type { MasterKey } from "../../sealing/master-key.ts";
import { changeSealer } from "../../seals/change-sealer.ts";
import type { Tx } from "../../transaction.ts";
import { inAdminTransaction, withClient } from "../admin-connection.ts";

export interface EndedAccess {
  readonly sessions: number;
  /** Sign-in and set-up links that nobody had used yet. */
  readonly links: number;
  /** API tokens that were revoked. */
  readonly tokens: number;
  /** API tokens that still work, because an operator wanted them to. */
  readonly tokensKept: number;
}

interface Ending {
  readonly masterKey: MasterKey;
  readonly now: Date;
  /** When the backup was made; null where a database was handed back without one. */
  readonly madeAt: string | null;
  readonly keepTokens: boolean;
  randomBytes(count: number): Uint8Array;
}

/** Ends it in one transaction with the event that tells of it; `connection` is the worker's. */
export async function endAccess(connection: pg.PoolConfig, on: Ending): Promise<EndedAccess> {
  const { masterKey, now, madeAt, randomBytes } = on;
  const newId = uuid7Maker(() => now, randomBytes);
  const given = { masterKey, randomBytes, newId, now: () => now };
  return withClient(connection, (client) =>
    inAdminTransaction(
      client,
      "restore",
      async (tx) => {
        const ended = await endIn(tx, on);
        const body = { ...ended, madeAt };
        await appendHouseEvent(given, tx, { type: "backup.restored", body });
        return ended;
      },
      changeSealer(masterKey, randomBytes),
    ),
  );
}

async function endIn(tx: Tx, { now, keepTokens }: Ending): Promise<EndedAccess> {
  const sessions = await tx.run("delete from sessions");
  await tx.run("delete from sign_in_challenges");
  // The row stays for its week, so that the page of the link can say that it has ended.
  const links = await tx.run(
    "update sign_in_links set expires_at = $1 where used_at is null and expires_at > $1",
    [now],
  );
  const usable = "revoked_at is null and expires_at > $1";
  if (keepTokens) {
    const kept = await tx.query(`select token_id from api_tokens where ${usable}`, [now]);
    return { sessions, links, tokens: 0, tokensKept: kept.length };
  }
  const tokens = await tx.run(`update api_tokens set revoked_at = $1 where ${usable}`, [now]);
  return { sessions, links, tokens, tokensKept: 0 };
}
