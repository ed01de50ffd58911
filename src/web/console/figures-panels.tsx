/** Panels of the figures: how things stand, what was found and confirmed, what happened outside, the ways in. */

import { monthsOf } from "../../core/figures/asked-figures.ts";
import {
  ageBands,
  type CountMeasure,
  countWords,
  standWords,
} from "../../core/figures/measures.ts";
import { countIn, type FigureSum } from "../../core/figures/overview.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { channelName } from "../../core/probes/channel-probe.ts";
import { Bars, Sparkline } from "../../ui/chart.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Figure, Panel, Tiles } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { ageWords, lengthWords, monthWords } from "./figures-words.ts";
import type { FiguresProps, PanelProps } from "./find-figures.ts";
import { bandLabel, bandToken } from "./severity-words.tsx";

const policyOf = ({ at }: FiguresProps) => {
  return inForceAt(at.web.context.policies, at.web.context.now());
};

/** How things stand on the day of the count. */
export function Standing(props: PanelProps) {
  const { stands } = props.overview;
  const tile = (measure: keyof typeof standWords, tone?: "danger" | "warning") => {
    const count = countIn(stands, measure);
    return (
      <Figure
        value={String(count)}
        label={standWords[measure].title}
        note={standWords[measure].means}
        tone={count > 0 ? tone : undefined}
      />
    );
  };
  const open = stands.filter(({ measure }) => measure === "open");
  return (
    <Panel title="How things stand" id="standing">
      <Tiles>
        {tile("open")}
        {tile("overdue", "danger")}
        {tile("unanswered", "warning")}
      </Tiles>
      {open.length > 0 && <OpenByAge {...props} open={open} />}
    </Panel>
  );
}

function OpenByAge(props: PanelProps & { open: readonly FigureSum[] }) {
  const policy = policyOf(props);
  const worstFirst = policy.scoring.bands.toSorted((a, b) => b.low - a.low);
  const known = worstFirst.map(({ name }) => name);
  const found = props.open.map(({ second }) => second);
  const bands = [...new Set([...known, ...found.filter((band) => band !== ""), ""])].filter(
    (band) => found.includes(band),
  );
  const count = (age: string, band: string) =>
    countIn(
      props.open.filter(({ second }) => second === band),
      "open",
      age,
    );
  return (
    <>
      <Bars
        caption="Open, by severity"
        headers={["Severity", "Open"]}
        rows={bands.map((band) => ({
          label: bandWords(props, band),
          value: countIn(
            props.open.filter(({ second }) => second === band),
            "open",
          ),
          tone: band === "" ? "unscored" : bandToken(policy, band),
        }))}
      />
      <Disclosure summary="By age and severity">
        <Table
          caption="Open, by age and severity"
          captionHidden
          rows={bands}
          rowKey={(band) => band}
          columns={[
            { header: "Severity", heads: true, cell: (band) => bandWords(props, band) },
            ...ageBands.map(({ id }) => ({
              header: ageWords(id),
              align: "end" as const,
              cell: (band: string) => count(id, band),
            })),
          ]}
        />
      </Disclosure>
    </>
  );
}

function bandWords(props: FiguresProps, band: string): string {
  return band === "" ? "Not scored" : (bandLabel(policyOf(props), band) ?? band);
}

/** What was found and confirmed, month by month. */
export function Discovery(props: PanelProps) {
  const { months } = props.overview;
  return (
    <Panel title="Discovered and confirmed" id="discovered">
      <div class="chart-columns">
        <MonthLine {...props} measure="discovered" />
        <MonthLine {...props} measure="confirmed" />
      </div>
      <Bars
        caption="What became of reports"
        headers={["Outcome", "Cases"]}
        rows={(["confirmed", "rejected", "disputed"] as const).map((measure) => ({
          label: countWords[measure].title,
          value: countIn(months, measure),
        }))}
        max={Math.max(1, countIn(months, "discovered"))}
      />
    </Panel>
  );
}

function MonthLine({ overview, asked, measure }: PanelProps & { measure: CountMeasure }) {
  const { title, means } = countWords[measure];
  const all = countIn(overview.months, measure);
  return (
    <Sparkline
      caption={`${title}: ${all}`}
      headers={["Month", "Cases"]}
      summary={means}
      figuresLabel="By month"
      points={monthsOf(asked).map((month) => ({
        label: monthWords(month),
        value: countIn(overview.months, measure, month),
      }))}
    />
  );
}

const outside = [
  "advisories",
  "cves",
  "disclosed",
  "exploited",
  "found-in-media",
  "incidents",
  "received",
] as const satisfies readonly CountMeasure[];

/** Advisories, CVE ids, and what others did. */
export function Outside({ overview, asked }: PanelProps) {
  const months = monthsOf(asked);
  return (
    <Panel title="Outside" id="outside">
      <Bars
        caption="In the period"
        headers={["What", "How many"]}
        rows={outside.map((measure) => ({
          label: countWords[measure].title,
          value: countIn(overview.months, measure),
        }))}
      />
      <Disclosure summary="By month">
        <Table
          caption="By month"
          captionHidden
          rows={months.toReversed()}
          rowKey={(month) => month}
          dense
          columns={[
            { header: "Month", heads: true, nowrap: true, cell: monthWords },
            ...outside.map((measure) => ({
              header: countWords[measure].title,
              align: "end" as const,
              cell: (month: string) => countIn(overview.months, measure, month),
            })),
          ]}
        />
      </Disclosure>
      <p class="quiet">
        {outside
          .map((measure) => `${countWords[measure].title}: ${countWords[measure].means}`)
          .join(" ")}
      </p>
    </Panel>
  );
}

/** For how long each way in was down, in the period. */
export function Channels({ at, asked, found }: FiguresProps) {
  const { rows, outages } = found.channels;
  if (rows.length === 0) return null;
  const from = Date.parse(`${asked.from}-01T00:00:00Z`);
  const monthAfter = Date.parse(`${asked.to}-01T00:00:00Z`) + 31 * 86_400_000;
  const to = Math.min(at.web.context.now().getTime(), monthAfter);
  const down = rows.map(({ channel, downSince }) => {
    const spans = outages.filter((each) => each.channel === channel);
    const lasting = downSince ? [{ beganAt: downSince, endedAt: new Date(to) }] : [];
    const ms = [...spans, ...lasting].reduce(
      (sum, { beganAt, endedAt }) =>
        sum + Math.max(0, Math.min(+endedAt, to) - Math.max(+beganAt, from)),
      0,
    );
    return { channel, hours: Math.ceil(ms / 3_600_000) };
  });
  return (
    <Panel title="Ways in" id="ways-in">
      <Bars
        caption="How long each was down, by probes of our own"
        headers={["Way in", "Down for"]}
        rows={down.map(({ channel, hours }) => ({
          label: channelName(channel),
          value: hours,
          words: lengthWords(hours),
          tone: "danger",
        }))}
      />
    </Panel>
  );
}
