/**
 * Charts drawn on the server. Words and figures are always HTML beside the drawing, never text
 * inside it: without SVG (Tor Browser's safest mode) the table is what remains.
 */
import { Disclosure } from "./disclosure.tsx";
import type { SeverityBand } from "./severity.tsx";

export type BarRow = {
  label: string;
  value: number;
  /** The value in words, such as "12 d"; the number itself unless told. */
  words?: string | undefined;
  tone?: "accent" | "warning" | "danger" | SeverityBand | undefined;
};

export type BarsProps = {
  caption: string;
  /** Headers of the two columns. */
  headers: readonly [label: string, value: string];
  rows: readonly BarRow[];
  /** The full length; the largest value unless told. */
  max?: number | undefined;
};

/** A table whose values also stand as bars. */
export function Bars(props: BarsProps) {
  const max = props.max ?? Math.max(1, ...props.rows.map((row) => row.value));
  return (
    <table class="bars">
      <caption>{props.caption}</caption>
      <thead class="visually-hidden">
        <tr>
          <th scope="col">{props.headers[0]}</th>
          <th scope="col">{props.headers[1]}</th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={row.label}>
            <th scope="row">
              <bdi>{row.label}</bdi>
            </th>
            <td>
              <span class="bars-cell">
                <Bar share={row.value / max} tone={row.tone ?? "accent"} />
                <span class="bars-value">{row.words ?? row.value}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Bar(props: { share: number; tone: string }) {
  const width = round(Math.min(1, Math.max(0, props.share)) * 100);
  return (
    <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-track" width="100" height="8" />
      <rect class={`bar-fill bar-${props.tone}`} width={width} height="8" />
    </svg>
  );
}

export type SparklineProps = {
  caption: string;
  headers: readonly [label: string, value: string];
  points: ReadonlyArray<{ label: string; value: number }>;
  /** The story in a sentence: "Open cases fell from 41 to 17 in twelve weeks." */
  summary: string;
  /** Words of the fold that holds the figures. */
  figuresLabel?: string | undefined;
};

/** A line without axes, its story in a sentence, and its figures in a fold. */
export function Sparkline(props: SparklineProps) {
  return (
    <figure class="sparkline">
      <figcaption>{props.caption}</figcaption>
      <Line values={props.points.map((point) => point.value)} />
      <p class="sparkline-summary">{props.summary}</p>
      <Disclosure summary={props.figuresLabel ?? "The figures"}>
        <table class="figures-table">
          <caption class="visually-hidden">{props.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{props.headers[0]}</th>
              <th scope="col">{props.headers[1]}</th>
            </tr>
          </thead>
          <tbody>
            {props.points.map((point) => (
              <tr key={point.label}>
                <th scope="row">{point.label}</th>
                <td>{point.value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Disclosure>
    </figure>
  );
}

function Line(props: { values: readonly number[] }) {
  const points = linePoints(props.values);
  if (points.length < 2) return null;
  const line = points.map(([x, y]) => `${x},${y}`).join(" ");
  return (
    <svg class="line" viewBox="0 0 240 56" preserveAspectRatio="none" aria-hidden="true">
      <polygon class="line-area" points={`0,56 ${line} 240,56`} />
      <polyline class="line-stroke" points={line} vector-effect="non-scaling-stroke" />
    </svg>
  );
}

/** The points of a line in a field of 240 × 56, four units of air above and below. */
function linePoints(values: readonly number[]): Array<readonly [x: number, y: number]> {
  const low = Math.min(...values, 0);
  const span = Math.max(...values, 1) - low;
  return values.map((value, at) => [
    round((at / Math.max(1, values.length - 1)) * 240),
    round(52 - ((value - low) / span) * 48),
  ]);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
