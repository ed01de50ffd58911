/**
 * The severity level that people are shown: the band of a score, or what a person put in its place
 * with a reason. The score and its own band always stay beside an override.
 */
import { Refusal } from "../refusal.ts";
import { type Band, bandOf } from "./bands.ts";

/** A deviation from the score, for factors that it does not capture. */
export type SeverityOverride = {
  /** The name of one of the policy's bands. */
  readonly level: string;
  readonly reason: string;
  /** Who decided it: a person's id. */
  readonly by: string;
};

export type Severity = {
  /** The computed score; an override never changes it. */
  readonly score: number;
  /** The band that the score lies in. */
  readonly band: Band;
  /** The band that counts and is shown first. */
  readonly level: Band;
  /** Null when the score speaks for itself. */
  readonly override: SeverityOverride | null;
};

/**
 * The severity of a score (0.0 to 10.0) by the policy's bands, or by an override. Refuses an override
 * without a reason or author (`severity.reason`) or to a band that is not there (`severity.level`).
 */
export function severityOf(
  score: number,
  bands: readonly Band[],
  override?: SeverityOverride,
): Severity {
  const band = bandOf(score, bands);
  if (override === undefined) return { score, band, level: band, override: null };
  if (override.reason.trim() === "" || override.by === "") throw new Refusal("severity.reason");
  const level = bands.find((each) => each.name === override.level);
  if (level === undefined) {
    const levels = bands.map((each) => each.name).join(", ");
    throw new Refusal("severity.level", { levels });
  }
  return { score, band, level, override };
}
