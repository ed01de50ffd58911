/** Puts a public list in place of the one before it, whole, in the caller's transaction. */
import type { EpssLine, KevLine, Loaded } from "../../core/advice/advice-list.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../transaction.ts";

const batch = 20_000;
/** Numbers of EPSS are kept in hundred-thousandths: it gives five decimals. */
const whole = 100_000;

export async function replaceEpss(
  context: Context,
  tx: Tx,
  { asOf, lines }: Loaded<EpssLine>,
): Promise<void> {
  await tx.run("delete from epss", []);
  for (let from = 0; from < lines.length; from += batch) {
    const some = lines.slice(from, from + batch);
    await tx.run(
      `insert into epss (cve_id, score, percentile)
       select * from unnest($1::text[], $2::integer[], $3::integer[])
       on conflict (cve_id) do update set score = excluded.score, percentile = excluded.percentile`,
      [
        some.map(({ cveId }) => cveId),
        some.map(({ score }) => String(Math.round(score * whole))),
        some.map(({ percentile }) => String(Math.round(percentile * whole))),
      ],
    );
  }
  await noteLoad(context, tx, "epss", asOf, lines.length);
}

export async function replaceKev(
  context: Context,
  tx: Tx,
  list: "cisa" | "eu",
  { asOf, lines }: Loaded<KevLine>,
): Promise<void> {
  await tx.run("delete from kev where list = $1", [list]);
  for (let from = 0; from < lines.length; from += batch) {
    const some = lines.slice(from, from + batch);
    await tx.run(
      `insert into kev (cve_id, list, added_at)
       select cve, $3, day::timestamptz from unnest($1::text[], $2::text[]) as t (cve, day)
       on conflict do nothing`,
      [
        some.map(({ cveId }) => cveId),
        some.map(({ addedOn }) => (addedOn === null ? null : `${addedOn}T00:00:00Z`)),
        list,
      ],
    );
  }
  await noteLoad(context, tx, `kev-${list}`, asOf, lines.length);
}

async function noteLoad(
  context: Context,
  tx: Tx,
  list: string,
  asOf: Date,
  entries: number,
): Promise<void> {
  await tx.run(
    `insert into advice_loads (list, as_of, entries, loaded_at) values ($1, $2, $3, $4)
     on conflict (list) do update
       set as_of = excluded.as_of, entries = excluded.entries, loaded_at = excluded.loaded_at`,
    [list, asOf, entries, context.now()],
  );
}
