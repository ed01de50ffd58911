/** A context on a fresh database with a clock that tests set: what actions get, without a server around it. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { usualFileLimits } from "../../src/core/attachments/file-limits.ts";
import type { Actor } from "../../src/core/people/actor.ts";
import type { StaffRole } from "../../src/core/people/roles.ts";
import { psirtTeam } from "../../src/core/people/teams.ts";
import { clearSigned } from "../../src/formats/mail/detached-signature.ts";
import { ownKeyTools } from "../../src/formats/mail/own-key-tools.ts";
import { holidaysOf } from "../../src/lib/holidays.ts";
import { uuid7Maker } from "../../src/lib/uuid7.ts";
import { packEvidence } from "../../src/pack-evidence.ts";
import { packForwarded } from "../../src/pack-forwarded.ts";
import { packPerson } from "../../src/pack-person.ts";
import type { Context } from "../../src/store/context.ts";
import { erasureLog } from "../../src/store/retention/erasure-log.ts";
import { fileVault } from "../../src/store/sealing/file-vault.ts";
import { type MasterKey, masterKeyFrom } from "../../src/store/sealing/master-key.ts";
import { changeSealer } from "../../src/store/seals/change-sealer.ts";
import { inTransaction } from "../../src/store/transaction.ts";
import { freshDatabase, type TestDatabase } from "./database.ts";
import { policyOf } from "./policy-files.ts";

export interface TestContext {
  readonly context: Context;
  readonly database: TestDatabase;
  readonly pools: { readonly app: pg.Pool; readonly worker: pg.Pool };
  readonly directory: string;
  /** Sets the clock to an ISO instant. */
  setClock(instant: string): void;
  /** Adds whole seconds to the clock. */
  passSeconds(seconds: number): void;
  /** From now on each look at the clock is a millisecond later, as where it runs by itself. */
  letClockRun(): void;
  close(): Promise<void>;
}

/** A Wednesday morning in Paris, far from holidays. */
export const aWednesday = "2026-03-11T08:00:00.000Z";

export async function testContext(
  options: { readonly demonstration?: boolean; readonly masterKey?: MasterKey } = {},
): Promise<TestContext> {
  const database = await freshDatabase();
  const directory = await mkdtemp(join(tmpdir(), "parley-context-"));
  const pools = {
    app: new pg.Pool({ ...database.connectionFor("app"), max: 4, pipeline: true }),
    worker: new pg.Pool({ ...database.connectionFor("worker"), max: 4, pipeline: true }),
  };
  // A pool ends before its sockets do: dropping the database may still reach one that is closing.
  for (const pool of Object.values(pools)) pool.on("error", () => {});
  let now = new Date(aWednesday);
  let aLook = 0;
  const look = () => {
    now = new Date(now.getTime() + aLook);
    return now;
  };
  const random = (count: number) => new Uint8Array(randomBytes(count));
  const masterKey = options.masterKey ?? masterKeyFrom(random(32));
  const sealing = { ...pools, seal: changeSealer(masterKey, random) };
  const context: Context = {
    now: look,
    newId: uuid7Maker(look, random),
    randomBytes: random,
    masterKey,
    files: fileVault(directory),
    fileLimits: usualFileLimits,
    policies: [policyOf("ale.yaml")],
    baseUrl: "http://localhost:8080",
    demonstration: options.demonstration ?? true,
    replyAddresses: true,
    holidaysIn: holidaysOf,
    packEvidence,
    packPerson,
    packFiles: packForwarded,
    ownKeyTools,
    signText: (text, armored, at) => clearSigned(text, { armored }, at),
    erasureLog: erasureLog(join(directory, "erasures.jsonl"), masterKey),
    transaction: (actor, work) => inTransaction(sealing, look(), actor, work),
  };
  return {
    context,
    database,
    pools,
    directory,
    setClock: (instant) => {
      now = new Date(instant);
    },
    passSeconds: (seconds) => {
      now = new Date(now.getTime() + seconds * 1_000);
    },
    letClockRun: () => {
      aLook = 1;
    },
    async close() {
      await Promise.all([pools.app.end(), pools.worker.end()]);
      await database.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A person of the team with these roles. Their account row is made where a test needs one. */
export function aColleague(...roles: StaffRole[]): Extract<Actor, { kind: "staff" }> {
  const id = `00000000-0000-7000-8000-${randomBytes(6).toString("hex")}`;
  return {
    kind: "staff",
    id,
    name: roles.join(" and "),
    roles,
    groupIds: [psirtTeam],
    steppedUp: true,
  };
}

export const anyone: Actor = { kind: "anyone" };

export const theWorker: Actor = { kind: "system", task: "test" };
