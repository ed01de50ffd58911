/**
 * A context on the database of a Parley that runs in another process: how checks and benchmarks set
 * people up and look at what was stored.
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { makeToken } from "../../src/actions/people/make-token.ts";
import { usualFileLimits } from "../../src/core/attachments/file-limits.ts";
import type { Actor } from "../../src/core/people/actor.ts";
import type { StaffRole } from "../../src/core/people/roles.ts";
import { psirtTeam } from "../../src/core/people/teams.ts";
import { ownKeyTools } from "../../src/formats/mail/own-key-tools.ts";
import { holidaysOf } from "../../src/lib/holidays.ts";
import { uuid7Maker } from "../../src/lib/uuid7.ts";
import { masterKeyOfDatabase } from "../../src/store/admin/open-database.ts";
import type { Context } from "../../src/store/context.ts";
import { readMasterKeyFile } from "../../src/store/keys/master-key-file.ts";
import {
  type Credentials,
  insertPerson,
  setCredentials,
  setRoles,
} from "../../src/store/people/writer.ts";
import { erasureLog } from "../../src/store/retention/erasure-log.ts";
import { fileVault } from "../../src/store/sealing/file-vault.ts";
import { changeSealer } from "../../src/store/seals/change-sealer.ts";
import { superuser } from "../../src/store/server/cluster-directory.ts";
import { type DatabaseRole, databaseName, databaseRoles } from "../../src/store/server/roles.ts";
import { findSocketDirectory, socketPort } from "../../src/store/server/socket-directory.ts";
import { inTransaction } from "../../src/store/transaction.ts";
import { policyOf } from "./policy-files.ts";

export interface RunningContext {
  readonly context: Context;
  /** The superuser, who passes every wall: for looking and for mass data, never for deeds. */
  readonly admin: pg.Pool;
  /** How to reach the server as a role. */
  connectionFor(role: DatabaseRole): pg.PoolConfig;
  close(): Promise<void>;
}

export const theCheck: Actor = { kind: "system", task: "check" };

/** Joins the Parley that serves this data directory; the master key lies beside it. */
export async function joinRunning(dataDirectory: string, baseUrl: string): Promise<RunningContext> {
  const host = await findSocketDirectory(dataDirectory);
  const connectionFor = (role: DatabaseRole) => ({
    host,
    port: socketPort,
    user: role === "admin" ? superuser : databaseRoles[role],
    database: databaseName,
  });
  const pools = {
    app: poolOf(connectionFor("app")),
    worker: poolOf(connectionFor("worker")),
    admin: poolOf(connectionFor("admin")),
  };
  const random = (count: number) => new Uint8Array(randomBytes(count));
  const now = () => new Date();
  const keys = await readMasterKeyFile(`${dataDirectory}.key`);
  if (!keys) throw new Error(`${dataDirectory}.key is not there`);
  const masterKey = await masterKeyOfDatabase(keys, connectionFor("keeper"));
  const sealing = { ...pools, seal: changeSealer(masterKey, random) };
  const context: Context = {
    now,
    newId: uuid7Maker(now, random),
    randomBytes: random,
    masterKey,
    files: fileVault(join(dataDirectory, "files")),
    fileLimits: usualFileLimits,
    policies: [policyOf("ale.yaml")],
    baseUrl,
    demonstration: false,
    holidaysIn: holidaysOf,
    // Checks and benchmarks run from the sources as they stand, and pages would need a build.
    packEvidence: () => Promise.reject(new Error("no evidence pack is made here")),
    packPerson: () => {
      throw new Error("no archive of a person is made here");
    },
    packFiles: () => {
      throw new Error("no package is made here");
    },
    ownKeyTools,
    signText: () => Promise.reject(new Error("nothing is signed here")),
    erasureLog: erasureLog(join(dataDirectory, "erasures.jsonl"), masterKey),
    transaction: (actor, work) => inTransaction(sealing, now(), actor, work),
  };
  return {
    context,
    admin: pools.admin,
    connectionFor,
    async close() {
      await Promise.all(Object.values(pools).map((pool) => pool.end()));
    },
  };
}

function poolOf(connection: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...connection, max: 4, pipeline: true });
  // The server may be killed while a connection is idle; the next query makes a new one.
  pool.on("error", () => {});
  return pool;
}

export interface TokenHolder {
  readonly personId: string;
  readonly actor: Actor;
  readonly token: string;
}

/** No password has this hash. */
const credentialsOfNobody: Credentials = {
  passwordHash: "none",
  totpSecret: new Uint8Array(),
  totpStep: 0,
};

/** A colleague with an account and an API token for everything that they may do. */
export async function aTokenHolder(
  context: Context,
  name: string,
  roles: readonly StaffRole[],
  scopes: readonly string[],
): Promise<TokenHolder> {
  const personId = context.newId();
  await context.transaction(theCheck, async (tx) => {
    await insertPerson(context, tx, { personId, profile: { name, signInName: name } });
    // An account that nobody set up is a demonstration's seat, which ends at the next start.
    await setCredentials(context, tx, personId, credentialsOfNobody);
    await setRoles(context, tx, personId, roles);
  });
  const actor: Actor = {
    kind: "staff",
    id: personId,
    name,
    roles,
    groupIds: [psirtTeam],
    steppedUp: true,
  };
  const input = makeToken.input.parse({ label: "check", scopes });
  const { token } = await makeToken.run(context, actor, input);
  return { personId, actor, token };
}
