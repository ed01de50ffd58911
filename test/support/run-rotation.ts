/**
 * Rotates the master key as the operator's command does, in a process that can be killed: at the
 * moment asked for it says so and stands still, with its transaction as it then is.
 */

import { randomBytes } from "node:crypto";
import { writeSync } from "node:fs";
import type pg from "pg";
import { rotateKeys } from "../../src/store/admin/rotate-keys.ts";

export interface RotationOrder {
  readonly masterKeyFile: string;
  readonly connections: Readonly<Record<string, pg.PoolConfig>>;
  readonly batch: number;
  /** At which draw of randomness, or word of progress, to stand still. */
  readonly standAt: number;
  /** An ISO instant. */
  readonly now: string;
}

const order = JSON.parse(process.argv[2] ?? "") as RotationOrder;
let moments = 0;

/** Randomness is drawn in the middle of a transaction, progress told between two. */
function moment(): void {
  moments += 1;
  if (moments !== order.standAt) return;
  writeSync(1, "here\n");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

await rotateKeys({
  settings: {
    ...{ masterKeys: undefined, masterKeyCommand: undefined, databaseUrl: undefined },
    ...{ masterKeyFile: order.masterKeyFile, dataDirectory: "" },
  },
  database: {
    kind: "embedded",
    connectionFor: (role) => order.connections[role] ?? {},
    async stop() {},
  },
  now: new Date(order.now),
  batch: order.batch,
  randomBytes(count) {
    moment();
    return new Uint8Array(randomBytes(count));
  },
  tellServer: async () => undefined,
  progress: moment,
});
