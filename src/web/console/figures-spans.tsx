/** Panels of the figures: how long each step took, and which promises were kept by their day. */
import { monthsOf } from "../../core/figures/asked-figures.ts";
import {
  type SpanMeasure,
  spanWords,
  promiseWords as standings,
} from "../../core/figures/measures.ts";
import { countIn, keysByCount } from "../../core/figures/overview.ts";
import { Bars, Sparkline } from "../../ui/chart.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { promiseWords } from "./case-words.ts";
import { lengthWords, monthWords, shareWords } from "./figures-words.ts";
import type { PanelProps } from "./find-figures.ts";

const measures = Object.keys(spanWords) as SpanMeasure[];
/** What a line over the months is drawn of. */
const drawn = ["time-to-identify", "time-to-analyse", "time-to-resolve"] as const;

export function Spans(props: PanelProps) {
  const whole = props.overview.spans.filter(({ key }) => key === "");
  const spanOf = (measure: SpanMeasure) => whole.find((each) => each.measure === measure);
  if (whole.length === 0) {
    return (
      <Panel title="How long it took" id="spans">
        <EmptyState icon="clock" title="Nothing came so far in this period">
          A step is counted in the month in which it was done.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel title="How long it took" id="spans">
      <Bars
        caption="From arrival: half of them took no longer"
        headers={["Step", "Half of them within"]}
        rows={measures.flatMap((measure) => {
          const span = spanOf(measure);
          if (!span) return [];
          const { medianHours: value } = span;
          return [{ label: spanWords[measure].title, value, words: lengthWords(value) }];
        })}
      />
      <Disclosure summary="The figures, and what they mean">
        <Table
          caption="The figures"
          captionHidden
          rows={measures}
          rowKey={(measure) => measure}
          columns={[
            { header: "Step", heads: true, cell: (measure) => spanWords[measure].title },
            { header: "Cases", align: "end", cell: (measure) => spanOf(measure)?.count ?? 0 },
            {
              header: "Half within",
              align: "end",
              nowrap: true,
              cell: (measure) => lengthOf(spanOf(measure)?.medianHours),
            },
            {
              header: "Nine of ten within",
              align: "end",
              nowrap: true,
              cell: (measure) => lengthOf(spanOf(measure)?.nineTenthsHours),
            },
            { header: "What it means", cell: (measure) => spanWords[measure].means },
          ]}
        />
      </Disclosure>
      <div class="chart-columns">
        {drawn.map((measure) => (
          <SpanLine key={measure} {...props} measure={measure} />
        ))}
      </div>
    </Panel>
  );
}

function lengthOf(hours: number | undefined): string {
  return hours === undefined ? "–" : lengthWords(hours);
}

/** Months in which nothing came so far are left out: no time is not no length. */
function SpanLine({ overview, asked, measure }: PanelProps & { measure: SpanMeasure }) {
  const points = monthsOf(asked).flatMap((month) => {
    const span = overview.spans.find((each) => each.measure === measure && each.key === month);
    return span ? [{ label: monthWords(month), value: span.medianHours }] : [];
  });
  if (points.length < 2) return null;
  return (
    <Sparkline
      caption={spanWords[measure].title}
      headers={["Month", "Half within, hours"]}
      points={points}
      summary="Half of each month’s cases took no longer."
      figuresLabel="By month"
    />
  );
}

/** Which promises were kept in time; those of the period by when they began. */
export function Promises({ overview }: PanelProps) {
  const { cuts } = overview;
  const kinds = Object.keys(standings) as (keyof typeof standings)[];
  const promises = keysByCount(cuts, ...kinds);
  const count = (measure: keyof typeof standings, promise: string) =>
    countIn(cuts, measure, promise);
  const settled = (promise: string) =>
    count("promise-kept", promise) +
    count("promise-late", promise) +
    count("promise-broken", promise);
  if (promises.length === 0) return null;
  return (
    <Panel title="Promises" id="promises">
      <Bars
        caption="Kept by their day, of those that are kept or whose day is over"
        headers={["Promise", "On time"]}
        max={100}
        rows={promises
          .filter((promise) => settled(promise) > 0)
          .map((promise) => {
            const kept = count("promise-kept", promise);
            const value = Math.round((kept / settled(promise)) * 100);
            return { label: nameOf(promise), value, words: shareWords(kept, settled(promise)) };
          })}
      />
      <Disclosure summary="The figures, and what they mean">
        <Table
          caption="The figures"
          captionHidden
          rows={promises}
          rowKey={(promise) => promise}
          columns={[
            { header: "Promise", heads: true, cell: nameOf },
            ...kinds.map((measure) => ({
              header: standings[measure].title,
              align: "end" as const,
              cell: (promise: string) => count(measure, promise),
            })),
          ]}
        />
        <p class="quiet">
          {kinds.map((kind) => `${standings[kind].title}: ${standings[kind].means}`).join(" ")}
        </p>
      </Disclosure>
    </Panel>
  );
}

function nameOf(promise: string): string {
  return promiseWords[promise as keyof typeof promiseWords] ?? promise;
}
