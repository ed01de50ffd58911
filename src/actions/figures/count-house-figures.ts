/**
 * Counts the figures of the house once a day, from the story of every case that is open or was closed
 * in the months that are kept. What was taken back or recorded late is right the next morning.
 */
import { dayIn } from "../../core/clocks/day-in.ts";
import { monthBefore, monthsKept } from "../../core/figures/asked-figures.ts";
import { FigureCube, monthIn } from "../../core/figures/cube.ts";
import type { Actor } from "../../core/people/actor.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Context } from "../../store/context.ts";
import { figuresCount } from "../../store/figures/cells-reader.ts";
import { replaceFigures } from "../../store/figures/cells-writer.ts";
import { storiesAfter } from "../../store/figures/story-reader.ts";

const actor: Actor = { kind: "system", task: "count-house-figures" };

/** Returns how many cells were written: none while the day is the same. */
export async function countHouseFigures(context: Context): Promise<number> {
  const asOf = context.now();
  const { zone } = inForceAt(context.policies, asOf).channels.officeHours;
  const day = dayIn(zone, asOf);
  const before = await context.transaction(actor, figuresCount);
  if (before?.day === day && before.zone === zone) return 0;
  const since = monthBefore(monthIn(zone, asOf), monthsKept - 1);
  const cube = new FigureCube(zone, asOf, since);
  // A day early in any zone; the cube leaves out what lies before its first month.
  const closedSince = new Date(Date.parse(`${since}-01T00:00:00Z`) - 86_400_000);
  const read = (after?: string) =>
    context.transaction(actor, (tx) => storiesAfter(tx, closedSince, after));
  for (let page = await read(); page.length > 0; page = await read(page.at(-1)?.caseId)) {
    for (const { story, principalIds } of page) cube.add(story, principalIds);
  }
  const cells = cube.cells();
  const count = { day, zone, asOf };
  const isOurs = await context.transaction(actor, (tx) => replaceFigures(tx, count, cells));
  return isOurs ? cells.length : 0;
}
