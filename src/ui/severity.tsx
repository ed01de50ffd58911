/** A severity: the band's word, the score, and a colour that never stands alone (ALE-55). */

/** The five colour tokens; "unscored" is for what nobody has judged yet. */
export type SeverityBand = "critical" | "high" | "medium" | "low" | "none" | "unscored";

export const severityBands: readonly SeverityBand[] = [
  "critical",
  "high",
  "medium",
  "low",
  "none",
  "unscored",
];

const words: Readonly<Record<SeverityBand, string>> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
  none: "None",
  unscored: "Not scored",
};

export type SeverityProps = {
  band: SeverityBand;
  /** The band's name in the policy in force; the usual English word unless told. */
  name?: string | undefined;
  /** 0.0–10.0; shown with one decimal. */
  score?: number | undefined;
  /** What the score is on, read aloud: "CVSS 3.1". */
  scale?: string | undefined;
};

export function Severity(props: SeverityProps) {
  return (
    <span class={`severity severity-${props.band}`}>
      {props.score !== undefined && (
        <span class="severity-score">
          {props.scale && <span class="visually-hidden">{props.scale} </span>}
          {props.score.toFixed(1)}
        </span>
      )}
      {props.score !== undefined && " "}
      <span class="severity-word">{props.name?.trim() || words[props.band]}</span>
    </span>
  );
}
