/**
 * Reads the components that vulnerabilities lie in: for the worker, which counts them by a keyed hash of
 * their name, and for whoever looks at the figures, who reads the names where the wall shows them.
 */
import { componentKey, componentName } from "../../core/figures/component-name.ts";
import type { Context } from "../context.ts";
import { type VulnerabilityDetails, vulnerabilityDetailsPlace } from "../scoring/writer.ts";
import { keysOf, type ObjectKey, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export interface CountedComponent {
  /** Keyed hash of the name, 32 letters. */
  readonly cut: string;
  readonly vulnerabilityId: string;
}

interface Row {
  readonly caseId: string;
  readonly homeId: string;
  readonly vulnerabilityId: string;
  readonly sealed: Buffer;
}

/** Of the vulnerabilities of these cases that count, by case; none where no component is written. */
export async function componentsIn(
  context: Context,
  tx: Tx,
  caseIds: readonly string[],
): Promise<Map<string, CountedComponent[]>> {
  const rows = await tx.query<Row>(
    `select l.case_id as "caseId", v.case_id as "homeId", v.vulnerability_id as "vulnerabilityId",
            v.details_sealed as "sealed"
       from case_vulnerabilities l join vulnerabilities v using (vulnerability_id)
      where l.case_id = any ($1::uuid[]) and v.details_sealed is not null and v.withdrawn_at is null
      order by v.vulnerability_id`,
    [caseIds],
  );
  const found = new Map<string, CountedComponent[]>();
  for (const { row, component } of await opened(context, tx, rows)) {
    const { caseId, vulnerabilityId } = row;
    const cut = cutOf(context, component);
    const before = found.get(caseId) ?? [];
    if (before.some((each) => each.cut === cut)) continue;
    found.set(caseId, [...before, { cut, vulnerabilityId }]);
  }
  return found;
}

/**
 * The names of these cuts in the figures of that team or person, as far as the reader may read them: one
 * that is erased or called otherwise by now has none. At most 1,000.
 */
export async function componentNames(
  context: Context,
  tx: Tx,
  of: string,
  cuts: readonly string[],
): Promise<Map<string, string>> {
  if (cuts.length === 0) return new Map();
  const rows = await tx.query<Row & { cut: string }>(
    `select f.cut, v.case_id as "caseId", v.case_id as "homeId",
            v.vulnerability_id as "vulnerabilityId", v.details_sealed as "sealed"
       from figure_components f join vulnerabilities v using (vulnerability_id)
      where f.round = (select c.round from figure_counts c) and f.principal_id = $1
        and f.cut = any ($2::text[]) and v.details_sealed is not null limit 1000`,
    [of, [...cuts]],
  );
  const known = (await opened(context, tx, rows)).filter(
    ({ row, component }) => cutOf(context, component) === row.cut,
  );
  return new Map(known.map(({ row, component }) => [row.cut, componentName(component)]));
}

/** What cannot be opened is left out: `verify` tells of what was changed, and nobody of what was erased. */
async function opened<Found extends Row>(context: Context, tx: Tx, rows: readonly Found[]) {
  const homes = rows.map(({ homeId }) => homeId);
  const keys = await keysOf(context, tx, homes);
  return rows.flatMap((row) => {
    const key = keys.get(row.homeId);
    const component = key ? componentOf(key, row) : "";
    return component ? [{ row, component }] : [];
  });
}

function componentOf(key: ObjectKey, { vulnerabilityId, sealed }: Row): string {
  try {
    const place = vulnerabilityDetailsPlace(vulnerabilityId);
    return openJson<VulnerabilityDetails>(key, place, sealed).component;
  } catch {
    return "";
  }
}

function cutOf({ masterKey }: Context, component: string): string {
  const hash = masterKey.hash("search-tokens", `component\0${componentKey(component)}`);
  return hash.subarray(0, 16).toString("hex");
}
