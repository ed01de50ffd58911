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
import { addFigures, beginFigures } from "../../store/figures/cells-writer.ts";
import { type StoredStory, storiesAfter } from "../../store/figures/story-reader.ts";

const actor: Actor = { kind: "system", task: "count-house-figures" };

/** Cells that are held in memory before they are written: a million cases need no more room than few. */
const cellsHeld = 50_000;

/** Returns how many cases were counted: none while the day is the same. */
export async function countHouseFigures(context: Context, cellsMax = cellsHeld): Promise<number> {
  const asOf = context.now();
  const { zone } = inForceAt(context.policies, asOf).channels.officeHours;
  const day = dayIn(zone, asOf);
  const before = await context.transaction(actor, figuresCount);
  if (before?.day === day && before.zone === zone) return 0;
  const since = monthBefore(monthIn(zone, asOf), monthsKept - 1);
  const cube = new FigureCube(zone, asOf, since);
  return context.transaction(actor, async (tx) => {
    if (!(await beginFigures(tx, { day, zone, asOf }))) return 0;
    let cases = 0;
    for await (const { story, principalIds } of storiesSince(context, since)) {
      cube.add(story, principalIds);
      cases += 1;
      if (cube.size >= cellsMax) await addFigures(tx, cube.take());
    }
    await addFigures(tx, cube.take());
    return cases;
  });
}

/** Of every case that is open or was closed in that month or later; each page in a transaction of its own. */
async function* storiesSince(context: Context, month: string): AsyncGenerator<StoredStory> {
  // A day early in any zone; the cube leaves out what lies before its first month.
  const closedSince = new Date(Date.parse(`${month}-01T00:00:00Z`) - 86_400_000);
  const read = (after?: string) =>
    context.transaction(actor, (tx) => storiesAfter(tx, closedSince, after));
  for (let page = await read(); page.length > 0; page = await read(page.at(-1)?.caseId)) {
    yield* page;
  }
}
