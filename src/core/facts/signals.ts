/**
 * What reached any desk of the organisation and may be a fact: answers of a report that say so. A
 * signal is no fact before a person confirms it, but the moment of awareness is when it reached the desk.
 */
import type { ReportChannel, ReportFields } from "../reports/arrival.ts";
import type { AwareDesk, FactKind, FactSource } from "./fact.ts";

export type Signal = {
  readonly reportId: string;
  readonly kind: Extract<FactKind, "attack-observed" | "details-public">;
  /** The answer that says so. */
  readonly said:
    | "exploited"
    | "product-used"
    | "live-incident"
    | "live-elsewhere"
    | "already-public";
  readonly awareAt: Date;
  readonly desk: AwareDesk;
  readonly source: FactSource;
};

/** How a signal was settled: by a fact, or by a word that it is none. */
export type SettledSignal = Pick<Signal, "reportId" | "kind">;

export type SignalReport = {
  readonly reportId: string;
  readonly channel: ReportChannel;
  readonly receivedAt: Date;
  readonly content: { readonly fields: ReportFields };
};

/** Words by which people leave a question open or say no to it. */
const saysNothing = /^(no|none|not yet|not public|n\/?a|nein|non|unknown|-+|\?+)[.!]?$/i;

/**
 * What is said of attacks, the plainest first. That no weakness of ours was used is its author's view:
 * a person still looks at it (ALE-26, X-08).
 */
function attackIn(fields: ReportFields): Signal["said"] | undefined {
  const used = fields["product-used"];
  if (fields.exploited === "yes") return "exploited";
  if (used === "yes") return "product-used";
  if (fields["live-incident"] !== "yes") return undefined;
  return used === "no" ? "live-elsewhere" : "live-incident";
}

function saidIn(fields: ReportFields): readonly (readonly [Signal["said"], Signal["kind"]])[] {
  const attack = attackIn(fields);
  const isPublic = fields["already-public"]?.trim() ?? "";
  return [
    ...(attack ? [[attack, "attack-observed"] as const] : []),
    ...(isPublic && !saysNothing.test(isPublic)
      ? [["already-public", "details-public"] as const]
      : []),
  ];
}

/** What the reports say, the earliest first; the same word of a later report is a signal of its own. */
export function signalsIn(reports: readonly SignalReport[]): Signal[] {
  return reports
    .flatMap(({ reportId, channel, receivedAt, content }) =>
      saidIn(content.fields).map(([said, kind]) => ({
        reportId,
        kind,
        said,
        awareAt: receivedAt,
        desk: channel === "support" ? ("support" as const) : ("psirt" as const),
        source: channel === "support" ? ("customer" as const) : ("reporter" as const),
      })),
    )
    .toSorted((a, b) => +a.awareAt - +b.awareAt);
}

/** Those on which nobody said anything yet. */
export function openSignals(
  signals: readonly Signal[],
  settled: readonly SettledSignal[],
): Signal[] {
  return signals.filter(
    ({ reportId, kind }) =>
      !settled.some((each) => each.reportId === reportId && each.kind === kind),
  );
}
