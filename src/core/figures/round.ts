/** One count of the figures: of which moment it is, and where it goes on. Pure types and rules. */
import { dayIn } from "../clocks/day-in.ts";
import { monthBefore, monthsKept } from "./asked-figures.ts";
import { monthIn } from "./cube.ts";

/** When figures were counted. */
export interface FiguresCount {
  /** Numbers the counts; cells carry it. */
  readonly round: number;
  /** YYYY-MM-DD in that zone. */
  readonly day: string;
  readonly zone: string;
  /** What happened before it is counted; of a case that changed before its turn came, what was known then. */
  readonly asOf: Date;
}

/** A count that is under way. */
export interface FiguresRound extends FiguresCount {
  /** The first month that is kept, YYYY-MM. */
  readonly since: string;
  /** The last case that is counted already. */
  readonly afterCase: string;
}

/** Sorts before every case. */
const beforeEveryCase = "00000000-0000-0000-0000-000000000000";

/** The count that follows that one; undefined while its day, in that zone, is the same. */
export function nextRound(
  before: FiguresCount | undefined,
  zone: string,
  now: Date,
): FiguresRound | undefined {
  const day = dayIn(zone, now);
  if (before?.day === day && before.zone === zone) return undefined;
  return {
    round: (before?.round ?? 0) + 1,
    ...{ day, zone, asOf: now },
    since: monthBefore(monthIn(zone, now), monthsKept - 1),
    afterCase: beforeEveryCase,
  };
}

/** From when on a closed case counts: a day early in any zone; the cube leaves out what lies before its first month. */
export function closedSince({ since }: FiguresRound): Date {
  return new Date(Date.parse(`${since}-01T00:00:00Z`) - 86_400_000);
}

/** How far a count has come in the cases that a team or a person is on. */
export interface FiguresProgress {
  readonly principalId: string;
  readonly toGo: number;
  /** When the last of their cases that is counted was entered here; null before the first. */
  readonly countedTo: Date | null;
}

/** What a piece of a count moved, for each team or person on its cases. */
export function progressIn(
  cases: readonly { readonly caseId: string; readonly principalIds: readonly string[] }[],
): { principalId: string; cases: number; lastCase: string }[] {
  const moved = new Map<string, { principalId: string; cases: number; lastCase: string }>();
  for (const { caseId, principalIds } of cases) {
    for (const principalId of principalIds) {
      const cases = (moved.get(principalId)?.cases ?? 0) + 1;
      moved.set(principalId, { principalId, cases, lastCase: caseId });
    }
  }
  return [...moved.values()];
}
