import type { Text } from "./text.ts";

/** A named level of impact that a score is abstracted to (ALE-54); bounds are both included. */
export type SeverityBand = {
  /** Stable name, such as "critical". */
  name: string;
  low: number;
  high: number;
  /** Colour token of the design system; never shown without the label (ALE-55). */
  colour: "purple" | "red" | "orange" | "yellow" | "green" | "blue" | "grey";
  label: Text;
};

/** The band that holds the score. Scores have one decimal; the policy check leaves no gap. */
export function bandOf(bands: readonly SeverityBand[], score: number): SeverityBand | undefined {
  const tenths = Math.round(score * 10);
  return bands.find(
    (band) => Math.round(band.low * 10) <= tenths && tenths <= Math.round(band.high * 10),
  );
}
