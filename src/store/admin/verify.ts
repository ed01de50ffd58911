/**
 * `parley verify`: proves that nothing was altered or dropped behind Parley's back. Works as
 * parley_keeper in one snapshot, beside a running server as well; reads everything, changes nothing.
 */
import pg from "pg";
import "../column-types.ts";
import type { MasterKey } from "../sealing/master-key.ts";
import type { SqlValue, Tx } from "../transaction.ts";
import type { Verification, VerifyFinding } from "./verification.ts";
import { verifyAccessChains, verifyChains } from "./verify-chains.ts";
import { verifyCheckpoints } from "./verify-checkpoints.ts";
import { verifyErasures } from "./verify-erasures.ts";
import { type PublishedLayout, verifyPublished } from "./verify-published.ts";
import { verifyRelations } from "./verify-relations.ts";
import { verifyRows } from "./verify-rows.ts";
import { verifyState } from "./verify-state.ts";

export interface VerifyOptions {
  /** How to connect as parley_keeper, who passes the wall. */
  readonly connection: pg.PoolConfig;
  readonly masterKey: MasterKey;
  /** The file outside the database that checkpoints are appended to. */
  readonly checkpointFile: string;
  readonly layout: PublishedLayout;
}

/** How much was looked at, and how much of it is not as it was written. */
export interface VerifySummary {
  readonly events: number;
  readonly rows: number;
  readonly checkpoints: number;
  readonly published: number;
  /** A sentence for each erasure: what, of which case, when and by whom. */
  readonly erased: readonly string[];
  readonly findings: number;
}

/** Verifies everything; `report` takes each finding as it is made. */
export async function verify(
  { connection, masterKey, checkpointFile, layout }: VerifyOptions,
  report: (finding: VerifyFinding) => void,
): Promise<VerifySummary> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    // One snapshot: a deed that is done meanwhile is seen whole or not at all.
    await client.query("begin isolation level repeatable read read only");
    return await verifyOn(client, { masterKey, checkpointFile, layout }, report);
  } finally {
    await client.end();
  }
}

/** Verifies what the open transaction of this connection sees. */
export async function verifyOn(
  client: pg.ClientBase,
  { masterKey, checkpointFile, layout }: Omit<VerifyOptions, "connection">,
  report: (finding: VerifyFinding) => void,
): Promise<VerifySummary> {
  let findings = 0;
  const on: Verification = {
    tx: txOf(client),
    masterKey,
    report(finding) {
      findings += 1;
      report(finding);
    },
  };
  const events = (await verifyChains(on)) + (await verifyAccessChains(on));
  await verifyState(on);
  const rows = await verifyRows(on);
  await verifyRelations(on);
  const checkpoints = await verifyCheckpoints(on, checkpointFile);
  const published = await verifyPublished(on, layout);
  const erased = await verifyErasures(on, checkpointFile);
  return { events, rows, checkpoints, published, erased, findings };
}

/** Readers take a transaction; the keeper's has nobody's principals. */
function txOf(client: pg.ClientBase): Tx {
  const ask = (text: string, values: readonly SqlValue[] = []) =>
    client.query({ text, values: [...values] });
  return {
    actor: { kind: "system", task: "verify" },
    query: async <Row extends object>(text: string, values?: readonly SqlValue[]) =>
      (await ask(text, values)).rows as Row[],
    first: async <Row extends object>(text: string, values?: readonly SqlValue[]) =>
      (await ask(text, values)).rows[0] as Row | undefined,
    run: async (text, values) => (await ask(text, values)).rowCount ?? 0,
  };
}
