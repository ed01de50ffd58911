/** Reads what the loaded public lists say of CVE ids: one statement for all of a page. */
import type { AdviceList } from "../../core/advice/advice-list.ts";
import type { Tx } from "../transaction.ts";

export interface AdviceOnCve {
  readonly cveId: string;
  /** Between 0 and 1; null where the list has no such id. */
  readonly score: number | null;
  readonly percentile: number | null;
  /** The lists of exploited ones that name it. */
  readonly kev: readonly { readonly list: "cisa" | "eu"; readonly addedAt: string | null }[];
}

export interface LoadedList {
  readonly list: AdviceList;
  readonly asOf: Date;
  readonly entries: number;
}

interface Row {
  readonly loads: readonly { list: AdviceList; asOf: string; entries: number }[] | null;
  readonly found: readonly AdviceOnCve[] | null;
}

export async function adviceOn(
  tx: Tx,
  cveIds: readonly string[],
): Promise<{ loads: LoadedList[]; found: readonly AdviceOnCve[] }> {
  const row = await tx.first<Row>(
    `select (select json_agg(json_build_object('list', list, 'asOf', as_of, 'entries', entries)
                       order by list) from advice_loads) as "loads",
            (select json_agg(json_build_object('cveId', c.cve_id,
                'score', e.score / 100000.0, 'percentile', e.percentile / 100000.0,
                'kev', coalesce((select json_agg(json_build_object('list', k.list,
                    'addedAt', k.added_at) order by k.list) from kev k where k.cve_id = c.cve_id), '[]')))
               from unnest($1::text[]) as c (cve_id) left join epss e on e.cve_id = c.cve_id) as "found"`,
    [cveIds],
    "advice-on-cves",
  );
  return {
    loads: (row?.loads ?? []).map((load) => ({ ...load, asOf: new Date(load.asOf) })),
    found: row?.found ?? [],
  };
}
