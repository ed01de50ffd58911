/** A recurring rota in words: its length of turn, its hours, and whose it is. */
import type { Pattern } from "../../core/duty/pattern.ts";

export function turnWords({ turnDays }: Pick<Pattern, "turnDays">): string {
  const [count, unit] = turnDays % 7 === 0 ? [turnDays / 7, "week"] : [turnDays, "day"];
  return count === 1 ? `one ${unit}` : `${count} ${unit}s`;
}

/** "18:00–08:00 and all of Saturday and Sunday"; undefined where it is for any hour. */
export function hoursWords({ hours, weekends }: Pattern): string | undefined {
  const daily = hours && `${hours.from}–${hours.until}`;
  if (!weekends) return daily ?? undefined;
  return daily ? `${daily} and all of Saturday and Sunday` : "Saturday and Sunday";
}

/** "Line 1, the whole house", or with the team's name. */
export function rotaName(line: number, team: string | undefined): string {
  return `Line ${line}, ${team ?? "the whole house"}`;
}
