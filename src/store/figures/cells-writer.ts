/** Writes the figures of the house: all of them anew, in one transaction, once a day. For the worker alone. */
import type { FigureCell } from "../../core/figures/cube.ts";
import type { Tx } from "../transaction.ts";
import type { FiguresCount } from "./cells-reader.ts";

/** Empties the figures for a new count. False, and nothing changed, where this day was counted already. */
export async function beginFigures(tx: Tx, { day, zone, asOf }: FiguresCount): Promise<boolean> {
  const won = await tx.run(
    `insert into figure_counts (only_one, day, zone, as_of) values (true, $1, $2, $3)
     on conflict (only_one) do update
       set day = excluded.day, zone = excluded.zone, as_of = excluded.as_of
     where (figure_counts.day, figure_counts.zone) <> (excluded.day, excluded.zone)`,
    [day, zone, asOf],
  );
  if (won > 0) await tx.run("delete from figure_cells");
  return won > 0;
}

/** So many cells go in one statement. */
const cellsAtOnce = 2_000;

/** Adds cells to those that are there. */
export async function addFigures(tx: Tx, cells: readonly FigureCell[]): Promise<void> {
  for (let from = 0; from < cells.length; from += cellsAtOnce) {
    await tx.run(
      `insert into figure_cells (principal_id, month, measure, cut, entity, product_id, source,
                                 band, count, hours)
       select "principalId", month, measure, cut, entity, "productId", source, band, count, hours
         from json_to_recordset($1::json) as c (
           "principalId" uuid, month text, measure text, cut text, entity text, "productId" uuid,
           source text, band text, count integer, hours integer[])
       on conflict (principal_id, month, measure, cut, entity, product_id, source, band) do update
         set count = figure_cells.count + excluded.count,
             hours = figure_cells.hours || excluded.hours`,
      [JSON.stringify(cells.slice(from, from + cellsAtOnce))],
    );
  }
}
