/**
 * Holds every row of every table against the seals: which are there, how many, and what is in them.
 * One pass over the database in the order of cases, whatever its size.
 */
import { addRow, addSums, type RowSum, type RowSums } from "../seals/row-sums.ts";
import { elementKey, openSeal, type StoredSeal } from "../seals/seal-state.ts";
import { houseScope, houseShards } from "../seals/sealed-tables.ts";
import { cursorOf, digestsOf } from "./row-digests.ts";
import type { Verification } from "./verification.ts";

/** Returns how many rows there are. */
export async function verifyRows(on: Verification): Promise<number> {
  let count = 0;
  const seals = together(
    cursorOf<StoredSeal>(on.tx, "verify_seals", sealsQuery),
    emptySealed,
    (to, row) => {
      to.push(row);
    },
  );
  const key = elementKey(on.masterKey);
  const rows = together(await digestsOf(on.tx), emptySums, (to, { table, digest }) => {
    addRow(to, key, table, digest, 1);
    count += 1;
  });
  let sealed = await seals.next();
  let standing = await rows.next();
  while (sealed.value || standing.value) {
    const scope = firstOf(sealed.value?.scope, standing.value?.scope);
    const here = standing.value?.scope === scope ? standing.value.all : emptySums();
    const said = sealed.value?.scope === scope ? sealed.value.all : emptySealed();
    compare(on, scope, here, said);
    if (standing.value?.scope === scope) standing = await rows.next();
    if (sealed.value?.scope === scope) sealed = await seals.next();
  }
  return count;
}

const emptySums = (): RowSums => new Map();
const emptySealed = (): StoredSeal[] => [];

const sealsQuery = `select scope, shard, version, state from seals order by scope, shard`;

/** What comes in the order of scopes, gathered scope by scope. */
async function* together<Row extends { readonly scope: string }, All>(
  rows: AsyncGenerator<Row>,
  empty: () => All,
  add: (to: All, row: Row) => void,
): AsyncGenerator<{ readonly scope: string; readonly all: All }, undefined> {
  let group: { scope: string; all: All } | undefined;
  for await (const row of rows) {
    if (group && group.scope !== row.scope) {
      yield group;
      group = undefined;
    }
    group ??= { scope: row.scope, all: empty() };
    add(group.all, row);
  }
  if (group) yield group;
  return undefined;
}

/** PostgreSQL orders UUIDs by their bytes, as their texts in lower case are ordered. */
function firstOf(a: string | undefined, b: string | undefined): string {
  if (a === undefined || b === undefined) return a ?? b ?? "";
  return a < b ? a : b;
}

function compare(
  on: Verification,
  scope: string,
  standing: RowSums,
  seals: readonly StoredSeal[],
): void {
  const sealed: RowSums = new Map();
  const shards = new Set<number>();
  for (const stored of seals) {
    const sums = openSeal(on.masterKey, stored);
    shards.add(stored.shard);
    // An empty seal stands for a shard that was never used; of a case there is none.
    const isCopy = scope !== houseScope && stored.version === 0;
    if (sums && !isCopy) addSums(sealed, sums);
    else sealFinding(on, scope, stored.shard);
  }
  if (scope === houseScope) {
    for (let shard = 0; shard < houseShards; shard += 1) {
      if (!shards.has(shard)) sealFinding(on, scope, shard);
    }
  }
  for (const table of new Set([...sealed.keys(), ...standing.keys()])) {
    tableFinding(on, scope, table, standing.get(table), sealed.get(table));
  }
}

function sealFinding({ report }: Verification, scope: string, shard: number): void {
  const message = "The seal over these rows is not as Parley wrote it.";
  report({ code: "seal.altered", stream: streamOf(scope), what: `seal ${shard}`, message });
}

function tableFinding(
  { report }: Verification,
  scope: string,
  table: string,
  standing: RowSum = { count: 0, sum: 0n },
  sealed: RowSum = { count: 0, sum: 0n },
): void {
  if (standing.count === sealed.count && standing.sum === sealed.sum) return;
  const missing = sealed.count - standing.count;
  const [code, message] =
    missing > 0
      ? ["rows.missing", `${sealed.count} rows were sealed, ${standing.count} are there.`]
      : missing < 0
        ? ["rows.added", `${sealed.count} rows were sealed, ${standing.count} are there.`]
        : ["rows.altered", "A row is not as Parley wrote it."];
  report({ code, stream: streamOf(scope), what: table, message });
}

const streamOf = (scope: string) => (scope === houseScope ? null : scope);
