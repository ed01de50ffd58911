/** The attempts to reach a silent reporter: which days may stand on record as such. Decides only. */
import { dayIn } from "../clocks/day-in.ts";
import { Refusal } from "../refusal.ts";
import type { ReporterStanding } from "./examined.ts";

const hourMs = 3_600_000;

/** The day of an instant so many hours east of UTC, as YYYY-MM-DD. */
const dayEastBy = (hours: number, at: Date) =>
  new Date(+at + hours * hourMs).toISOString().slice(0, 10);

/**
 * `days` are YYYY-MM-DD, `reportedAt` when the reporter first wrote, null where nobody knows. A day that has
 * begun somewhere on earth may be named, and the whole day of the report. Refuses with
 * decision.attempts where none is named or one lies ahead, with decision.attempt-early one before the report.
 */
export function mustBeAttempts(
  outcome: ReporterStanding,
  days: readonly string[],
  on: { readonly now: Date; readonly reportedAt: Date | null; readonly zone: string },
): void {
  const { now, reportedAt, zone } = on;
  const untried = outcome === "unreachable" && days.length === 0;
  const latest = dayEastBy(14, now);
  if (untried || days.some((day) => day > latest)) throw new Refusal("decision.attempts");
  if (!reportedAt) return;
  const first = dayEastBy(-12, reportedAt);
  const early = days.find((day) => day < first);
  if (early) {
    throw new Refusal("decision.attempt-early", { early, day: dayIn(zone, reportedAt) });
  }
}
