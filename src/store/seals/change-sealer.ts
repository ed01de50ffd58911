/**
 * The last step of every transaction that changed rows: moves the seals of their cases, or of the
 * house, by exactly what this transaction noted. A seal that is not as Parley wrote it is left
 * alone: `verify` then goes on finding it, and nothing that was done behind Parley's back is ever
 * sealed along with what follows.
 */
import type pg from "pg";
import type { MasterKey } from "../sealing/master-key.ts";
import { addRow, addSums, type RowSums } from "./row-sums.ts";
import { elementKey, nextState, openSeal, type StoredSeal } from "./seal-state.ts";
import { houseScope } from "./sealed-tables.ts";

/** Seals what the open transaction of this connection has changed since it last did. */
export type ChangeSealer = (client: Pick<pg.ClientBase, "query">) => Promise<void>;

/** Makes a transaction note what it changes. */
export const noteChanges = "set local parley.noted = 'on'";

type Row = { [Key in keyof StoredSeal]: StoredSeal[Key] | null } & { changes: string | null };

/** The first row tells the changes alone, each of the others a seal alone. */
const isSeal = (row: Row): row is Row & StoredSeal => row.scope !== null;

export function changeSealer(
  masterKey: MasterKey,
  randomBytes: (count: number) => Uint8Array,
): ChangeSealer {
  return async (client) => {
    const { rows } = await client.query<Row>({
      name: "changes-to-seal",
      text: "select changes, scope, shard, version, state from changes_to_seal()",
    });
    const [first, ...seals] = rows;
    if (!first?.changes) return;
    const changed = changesIn(masterKey, first.changes);
    const moved = seals.filter(isSeal).flatMap((stored) => {
      const more = changed.get(stored.scope);
      const sums = more && openSeal(masterKey, stored);
      if (!more || !sums) return [];
      addSums(sums, more);
      return [{ ...stored, state: nextState(masterKey, stored, sums, randomBytes(12)) }];
    });
    if (moved.length === 0) return;
    await client.query({
      name: "move-seals",
      text: "select move_seals($1::uuid[], $2::smallint[], $3::bytea[])",
      values: [
        moved.map(({ scope }) => scope),
        moved.map(({ shard }) => shard),
        moved.map(({ state }) => state),
      ],
    });
  };
}

/** By scope. A row that is as it was before takes itself out again. */
function changesIn(masterKey: MasterKey, changes: string): Map<string, RowSums> {
  const key = elementKey(masterKey);
  const byScope = new Map<string, RowSums>();
  for (const [row, times] of netOf(changes)) {
    const [table = "", caseId = "", digest = ""] = row.split(" ");
    const scope = caseId === "-" ? houseScope : caseId;
    const sums = byScope.get(scope) ?? new Map();
    for (let time = Math.abs(times); time > 0; time -= 1) {
      addRow(sums, key, table, Buffer.from(digest, "hex"), times > 0 ? 1 : -1);
    }
    if (sums.size > 0) byScope.set(scope, sums);
  }
  return byScope;
}

/** How often each row came more than it went. */
function netOf(changes: string): Map<string, number> {
  const net = new Map<string, number>();
  for (const line of changes.split("\n")) {
    const row = line.slice(2);
    if (row !== "") net.set(row, (net.get(row) ?? 0) + (line.startsWith("+") ? 1 : -1));
  }
  return net;
}
