/**
 * Writes the figures of the house: a count begins, adds piece after piece and ends, each in a short
 * transaction of its own. Pages go on reading the count before until then. For the worker alone.
 */
import type { FigureCell } from "../../core/figures/cube.ts";
import {
  closedSince,
  type FiguresProgress,
  type FiguresRound,
  type progressIn,
} from "../../core/figures/round.ts";
import type { Tx } from "../transaction.ts";
import type { CountedComponent } from "./components-reader.ts";

/** So many cells go in one statement. */
const cellsAtOnce = 2_000;

/** Takes away what counts that are over left, so many rows at most; never what is shown or being counted. */
export async function dropOldFigures(tx: Tx, limit = 10 * cellsAtOnce): Promise<number> {
  const drop = (table: string) =>
    tx.run(
      `delete from ${table} where ctid in (
         select f.ctid from ${table} f
          where f.round <> coalesce((select c.round from figure_counts c), 0)
            and not exists (select 1 from figure_rounds) limit $1)`,
      [limit],
    );
  return (await drop("figure_components")) + (await drop("figure_cells"));
}

/** False, and nothing changed, where a count is under way already. */
export async function beginRound(tx: Tx, round: FiguresRound): Promise<boolean> {
  const { day, zone, asOf, since, afterCase } = round;
  const won = await tx.run(
    `insert into figure_rounds (only_one, round, day, zone, as_of, since, after_case)
     values (true, $1, $2, $3, $4, $5, $6) on conflict (only_one) do nothing`,
    [round.round, day, zone, asOf, since, afterCase],
  );
  if (won === 0) return false;
  await tx.run(
    `insert into figure_progress (principal_id, to_go)
     select m.principal_id, count(distinct c.case_id)::int
       from cases c
       join case_members m on m.case_id = c.case_id and m.side_id = staff_side()
        and m.expires_at is null
      where c.closed_at is null or c.closed_at >= $1
      group by m.principal_id`,
    [closedSince(round)],
  );
  return true;
}

export interface FiguresPiece {
  /** The last case of the piece. */
  readonly lastCase: string;
  readonly cells: readonly FigureCell[];
  readonly components: readonly (CountedComponent & { readonly principalId: string })[];
  readonly progress: ReturnType<typeof progressIn>;
}

/** False, and nothing added, where somebody else has counted these cases since the round was read. */
export async function addPiece(tx: Tx, round: FiguresRound, piece: FiguresPiece): Promise<boolean> {
  const moved = await tx.run(
    "update figure_rounds set after_case = $3 where round = $1 and after_case = $2",
    [round.round, round.afterCase, piece.lastCase],
  );
  if (moved === 0) return false;
  const { cells } = piece;
  for (let from = 0; from < cells.length; from += cellsAtOnce) {
    await addCells(tx, round, cells.slice(from, from + cellsAtOnce));
  }
  await addComponents(tx, round, piece.components);
  await tx.run(
    `update figure_progress p
        set to_go = greatest(0, p.to_go - m.cases), counted_to = m.counted_to
       from json_to_recordset($1::json) as m (principal_id uuid, cases integer, counted_to timestamptz)
      where m.principal_id = p.principal_id`,
    [
      JSON.stringify(
        piece.progress.map(({ principalId, cases, lastCase }) => {
          return { principal_id: principalId, cases, counted_to: madeAt(lastCase) };
        }),
      ),
    ],
  );
  return true;
}

/** A case's id says when it was entered. */
function madeAt(caseId: string): FiguresProgress["countedTo"] {
  return new Date(Number.parseInt(caseId.replaceAll("-", "").slice(0, 12), 16));
}

async function addCells(tx: Tx, { round }: FiguresRound, cells: readonly FigureCell[]) {
  await tx.run(
    `insert into figure_cells (round, principal_id, month, measure, cut, entity, product_id, source,
                               band, count, hours)
     select $2, "principalId", month, measure, cut, entity, "productId", source, band, count, hours
       from json_to_recordset($1::json) as c (
         "principalId" uuid, month text, measure text, cut text, entity text, "productId" uuid,
         source text, band text, count integer, hours integer[])
     on conflict (round, principal_id, month, measure, cut, entity, product_id, source, band)
     do update set count = figure_cells.count + excluded.count,
                   hours = figure_cells.hours || excluded.hours`,
    [JSON.stringify(cells), round],
  );
}

/** The first vulnerability of each names it. */
async function addComponents(
  tx: Tx,
  { round }: FiguresRound,
  components: FiguresPiece["components"],
) {
  if (components.length === 0) return;
  await tx.run(
    `insert into figure_components (round, principal_id, cut, vulnerability_id)
     select $2, "principalId", cut, "vulnerabilityId"
       from json_to_recordset($1::json) as c ("principalId" uuid, cut text, "vulnerabilityId" uuid)
     on conflict do nothing`,
    [JSON.stringify(components), round],
  );
}

/** Shows what was counted, in place of the count before. False where the round has moved on or is over. */
export async function endRound(tx: Tx, round: FiguresRound): Promise<boolean> {
  const ended = await tx.run("delete from figure_rounds where round = $1 and after_case = $2", [
    round.round,
    round.afterCase,
  ]);
  if (ended === 0) return false;
  await tx.run("delete from figure_progress");
  await tx.run(
    `insert into figure_counts (only_one, round, day, zone, as_of) values (true, $1, $2, $3, $4)
     on conflict (only_one) do update
       set round = excluded.round, day = excluded.day, zone = excluded.zone, as_of = excluded.as_of`,
    [round.round, round.day, round.zone, round.asOf],
  );
  return true;
}
