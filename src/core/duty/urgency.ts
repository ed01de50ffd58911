/**
 * Whether a case without an owner must be taken within minutes, why, and since when: by what its
 * record says. What a person called no attack, or took back, counts no more.
 */
import type { Alerts } from "../policy/alerts.ts";

/** The first to hold decides which word is told. */
export type UrgentWhy = "exploited" | "live-incident" | "attack-observed" | "severity";

/** What an event of the case says: ids, codes and instants. */
export interface RecordEntry {
  readonly eventId: string;
  readonly type: string;
  readonly at: Date;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface WatchedCase {
  readonly openedAt: Date;
  readonly kind: string;
  /** The band that counts: of the scores, or suspected. */
  readonly band: string | null;
  /** Its record, the oldest first. */
  readonly record: readonly RecordEntry[];
}

export interface Urgency {
  readonly why: UrgentWhy;
  /** Since when nobody answers for it though it is urgent. */
  readonly since: Date;
  readonly minutes: number;
}

/** Kinds of events that are looked at here. */
export const urgencyTypes = [
  "case.released",
  "case.reopened",
  "fact.corrected",
  "fact.recorded",
  "fact.withdrawn",
  "kind.changed",
  "message.kept",
  "report.received",
  "severity.suspected",
  "signal.dismissed",
  "vulnerability.scored",
] as const;

/** What a report's answers call urgent, for the event that tells of it; undefined where nothing does. */
export function urgentWord(
  fields: Readonly<Record<string, string | undefined>>,
): "exploited" | "live-incident" | undefined {
  if (fields.exploited === "yes" || fields["product-used"] === "yes") return "exploited";
  return fields["live-incident"] === "yes" ? "live-incident" : undefined;
}

/** Since when nobody answers for the case: its opening, or the last time that it was given back. */
export function freeSince({ openedAt, record }: Pick<WatchedCase, "openedAt" | "record">): Date {
  const freed = record.findLast(({ type }) => type === "case.released" || type === "case.reopened");
  return freed?.at ?? openedAt;
}

/**
 * The urgency that is due first; undefined where none is. `highest` is the policy's highest band; with
 * `after`, of what came later than that instant.
 */
export function urgencyOf(
  found: WatchedCase,
  terms: Pick<Alerts, "urgentMinutes" | "bySeverity">,
  highest: string | undefined,
  after?: Date,
): Urgency | undefined {
  const free = freeSince(found);
  const { urgentMinutes } = terms;
  const said = [...reported(found), ...attacks(found), ...live(found)].map((each) => ({
    ...each,
    minutes: urgentMinutes,
  }));
  const bandMinutes =
    found.band === null
      ? undefined
      : (terms.bySeverity[found.band] ?? (found.band === highest ? urgentMinutes : undefined));
  const all = [
    ...said,
    ...(bandMinutes === undefined
      ? []
      : [{ why: "severity" as const, at: bandSince(found), minutes: bandMinutes }]),
  ];
  return all
    .filter(({ at }) => after === undefined || at > after)
    .map(({ why, at, minutes }) => ({ why, minutes, since: +at > +free ? at : free }))
    .toSorted((a, b) => +dueOf(a) - +dueOf(b))[0];
}

/** Bands that make a case urgent; `highest` is the policy's highest. */
export function urgentBands(
  { bySeverity }: Pick<Alerts, "bySeverity">,
  highest: string | undefined,
): string[] {
  return [...(highest === undefined ? [] : [highest]), ...Object.keys(bySeverity)];
}

/** When somebody should have taken it. */
export function dueOf({ since, minutes }: Pick<Urgency, "since" | "minutes">): Date {
  return new Date(+since + minutes * 60_000);
}

type Said = { readonly why: UrgentWhy; readonly at: Date };

function reported({ record }: WatchedCase): Said[] {
  const dismissed = record.flatMap(({ type, body }) =>
    type === "signal.dismissed" && body.kind === "attack-observed" ? [body.report] : [],
  );
  return record.flatMap(({ type, at, body }) => {
    const why = type === "report.received" ? body.urgent : undefined;
    if (why !== "exploited" && why !== "live-incident") return [];
    return dismissed.includes(body.reportId) ? [] : [{ why, at: arrivalOf(body) ?? at }];
  });
}

/** A report that waited in the inbox gives us no more time. */
function arrivalOf({ receivedAt }: RecordEntry["body"]): Date | undefined {
  return typeof receivedAt === "string" ? new Date(receivedAt) : undefined;
}

function attacks({ record }: WatchedCase): Said[] {
  const last = new Map<unknown, RecordEntry>();
  const first = new Map<unknown, Date>();
  for (const entry of record) {
    if (!entry.type.startsWith("fact.")) continue;
    const fact = entry.body.fact ?? entry.eventId;
    if (!first.has(fact)) first.set(fact, entry.at);
    last.set(fact, entry);
  }
  return [...last].flatMap(([fact, { type, at, body }]) =>
    type !== "fact.withdrawn" && body.kind === "attack-observed" && body.confidence !== "rumour"
      ? [{ why: "attack-observed" as const, at: first.get(fact) ?? at }]
      : [],
  );
}

function live({ kind, openedAt, record }: WatchedCase): Said[] {
  if (kind !== "live-incident") return [];
  const turned = record.findLast(({ type }) => type === "message.kept" || type === "kind.changed");
  return [{ why: "live-incident", at: turned?.at ?? openedAt }];
}

/** Since when the band is the one that it is: the first of the last entries that say so. */
function bandSince({ band, openedAt, record }: WatchedCase): Date {
  const bands = record.filter(({ body }) => typeof body.band === "string");
  const before = bands.findLastIndex(({ body }) => body.band !== band);
  return bands[before + 1]?.at ?? openedAt;
}
