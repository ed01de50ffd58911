/**
 * Counts the figures of the house once a day, from the story of every case that is open or was closed
 * in the months that are kept. It goes in pieces: a stop or a crash loses one at most, and whoever
 * comes next goes on behind the last. What was taken back or recorded late is right the next morning.
 */
import { FigureCube } from "../../core/figures/cube.ts";
import { closedSince, type FiguresRound, nextRound, progressIn } from "../../core/figures/round.ts";
import type { Actor } from "../../core/people/actor.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Context } from "../../store/context.ts";
import { figuresCount, roundUnderWay } from "../../store/figures/cells-reader.ts";
import {
  addPiece,
  beginRound,
  dropOldFigures,
  endRound,
  type FiguresPiece,
} from "../../store/figures/cells-writer.ts";
import { type StoredStory, storiesAfter } from "../../store/figures/story-reader.ts";

const actor: Actor = { kind: "system", task: "count-house-figures" };

export interface Pieces {
  /** So many cases are counted in one piece: some seconds of work. */
  readonly casesAtOnce?: number;
  /** Ends the turn after the piece that is being counted. */
  readonly signal?: Pick<AbortSignal, "aborted">;
}

/** Returns how many cases were counted in this turn: none while the day is the same. */
export async function countHouseFigures(
  context: Context,
  { casesAtOnce = 2_000, signal }: Pieces = {},
): Promise<number> {
  let round = await roundOfToday(context);
  let cases = 0;
  while (round && !signal?.aborted) {
    const stories = await storiesIn(context, round, casesAtOnce);
    cases += stories.length;
    round = await settled(context, round, stories);
  }
  return cases;
}

/** The count that is under way, or a new one; undefined where today's is whole. */
async function roundOfToday(context: Context): Promise<FiguresRound | undefined> {
  const now = context.now();
  const { zone } = inForceAt(context.policies, now).channels.officeHours;
  const [before, underWay] = await context.transaction(actor, (tx) =>
    Promise.all([figuresCount(tx), roundUnderWay(tx)]),
  );
  const round = underWay ?? nextRound(before, zone, now);
  if (underWay || !round) return round;
  const drop = () => context.transaction(actor, (tx) => dropOldFigures(tx));
  for (let dropped = await drop(); dropped > 0; ) dropped = await drop();
  const begun = await context.transaction(actor, (tx) => beginRound(tx, round));
  return begun ? round : undefined;
}

/** The cases of one piece; read so many at a time, each time as one moment shows them. */
async function storiesIn(
  context: Context,
  round: FiguresRound,
  casesAtOnce: number,
): Promise<StoredStory[]> {
  const stories: StoredStory[] = [];
  while (stories.length < casesAtOnce) {
    const asked = {
      ...{ closedSince: closedSince(round), asOf: round.asOf },
      after: stories.at(-1)?.caseId ?? round.afterCase,
      limit: Math.min(500, casesAtOnce - stories.length),
    };
    const page = await context.transaction(actor, (tx) => storiesAfter(context, tx, asked));
    stories.push(...page);
    if (page.length < asked.limit) break;
  }
  return stories;
}

/** Adds the piece, or ends the count behind the last one. Undefined where no piece is left for this turn. */
async function settled(
  context: Context,
  round: FiguresRound,
  stories: readonly StoredStory[],
): Promise<FiguresRound | undefined> {
  const last = stories.at(-1);
  if (!last) {
    await context.transaction(actor, (tx) => endRound(tx, round));
    return undefined;
  }
  const piece = pieceOf(round, stories, last.caseId, context.now());
  // Where another node counted the same cases meanwhile, it goes on, and this turn is over.
  const isAdded = await context.transaction(actor, (tx) => addPiece(tx, round, piece));
  return isAdded ? { ...round, afterCase: last.caseId } : undefined;
}

function pieceOf(
  { zone, asOf, since }: FiguresRound,
  stories: readonly StoredStory[],
  lastCase: string,
  now: Date,
): FiguresPiece {
  const cube = new FigureCube(zone, asOf, since);
  for (const { story, principalIds, changed } of stories) {
    cube.add(story, principalIds, changed ? now : asOf);
  }
  const components = stories.flatMap(({ principalIds, components }) =>
    principalIds.flatMap((principalId) => components.map((each) => ({ principalId, ...each }))),
  );
  return { lastCase, cells: cube.take(), components, progress: progressIn(stories) };
}
