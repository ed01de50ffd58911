/** Records what an operator's command did as an event of the house, where no server does it. */
import { randomBytes } from "node:crypto";
import type pg from "pg";
import type { JsonValue } from "../../lib/canonical-json.ts";
import { uuid7Maker } from "../../lib/uuid7.ts";
import { appendHouseEvent } from "../events/writer.ts";
import type { MasterKey } from "../sealing/master-key.ts";
import { changeSealer } from "../seals/change-sealer.ts";
import { inAdminTransaction, withClient } from "./admin-connection.ts";

/** `connection` is the worker's: the keeper looks and puts back, it does not write history. */
export async function recordHouseEvent(
  connection: pg.PoolConfig,
  masterKey: MasterKey,
  now: Date,
  event: { readonly type: string; readonly body: { readonly [key: string]: JsonValue } },
): Promise<void> {
  const random = (count: number) => new Uint8Array(randomBytes(count));
  const given = { masterKey, now: () => now, randomBytes: random };
  const newId = uuid7Maker(given.now, random);
  await withClient(connection, (client) =>
    inAdminTransaction(
      client,
      "command-line",
      (tx) => appendHouseEvent({ ...given, newId }, tx, event),
      changeSealer(masterKey, random),
    ),
  );
}
