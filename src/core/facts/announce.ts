/**
 * What the facts of a case mean for its promises: the events that clocks listen to. A promise counts
 * from when anyone became aware; a corrected time is announced by taking the former one back first.
 */
import { type Fact, standing } from "./fact.ts";

/** An announcement that stands on the record already, whoever made it. */
export type Announced = {
  readonly type: string;
  /** The moment that it told of: clocks counted from there. */
  readonly happenedAt: Date;
  /** Whether a fact brought it; otherwise a person or another deed recorded it by itself. */
  readonly ofFacts: boolean;
};

export type Announcement = { readonly type: string; readonly happenedAt: Date };

type Family = {
  readonly known: string;
  readonly refuted: string;
  /** The moment that the facts give; undefined where none of them does. */
  moment(facts: readonly Fact[], since: MeasureSince): Date | undefined;
};

/** What the measure's clock hangs on besides facts. */
type MeasureSince = {
  readonly exploited: Date | undefined;
  /** When the first remedy was delivered; undefined where none was. */
  readonly delivered: Date | undefined;
};

/** In this order: the measure's clock hangs on exploitation. */
const families: readonly Family[] = [
  {
    known: "exploitation.known",
    refuted: "exploitation.refuted",
    moment: (facts) => first(standing(facts, "attack-observed").map(({ awareAt }) => awareAt)),
  },
  {
    known: "disclosure.seen",
    refuted: "disclosure.refuted",
    moment: (facts) =>
      first(standing(facts, "details-public", "exploit-public").map(({ awareAt }) => awareAt)),
  },
  {
    known: "disclosure.owed",
    refuted: "disclosure.not-owed",
    moment: (facts) =>
      first(
        standing(facts)
          .filter(({ advisory }) => advisory === "owed")
          .map(({ awareAt }) => awareAt),
      ),
  },
  {
    known: "measure.available",
    refuted: "measure.withdrawn",
    // A final report counts from the measure (Regulation (EU) 2024/2847 art. 14(2)(c)), and cannot
    // be owed before anyone knew of the exploitation that it reports.
    moment(facts, { exploited, delivered }) {
      const ready = standing(facts, "fix-ready", "mitigation-ready").map(
        ({ occurredAt, awareAt }) => occurredAt ?? awareAt,
      );
      const since = first([...ready, delivered]);
      if (!since || !exploited) return undefined;
      return last(since, exploited);
    },
  },
];

/** Every event by which a family is told or taken back. */
export const announcedTypes: readonly string[] = families.flatMap(({ known, refuted }) => [
  known,
  refuted,
]);

/**
 * The announcements that are missing for the record to say what the facts say; `past` is in the
 * order of the record, the oldest first, `delivered` when the first remedy was. What others recorded by
 * hand stands until they take it back.
 */
export function announcements(
  facts: readonly Fact[],
  past: readonly Announced[],
  now: Date,
  delivered?: Date,
): Announcement[] {
  const [exploitation, ...others] = families.map((family) => toldOf(family, past)) as [
    Told,
    ...Told[],
  ];
  const none = { exploited: undefined, delivered };
  const since = first([exploitation.byHand, exploitation.family.moment(facts, none)]);
  const measure = { exploited: since, delivered };
  const anew = missing(exploitation, since, now);
  // Taking exploitation back ends the final report's clock too, so the measure is told anew.
  const isReset = anew.some(({ type }) => type === exploitation.family.refuted);
  return [
    ...anew,
    ...others.flatMap((told) => {
      if (told.family.known !== "measure.available") {
        return missing(told, first([told.byHand, told.family.moment(facts, measure)]), now);
      }
      const stands = isReset ? undefined : told.stands;
      const byHand = since || stands ? told.byHand : undefined;
      return missing({ ...told, stands }, first([byHand, told.family.moment(facts, measure)]), now);
    }),
  ];
}

/** What stands of a family on the record, and what of it facts did not bring. */
type Told = { family: Family; stands: Date | undefined; byHand: Date | undefined };

function toldOf(family: Family, past: readonly Announced[]): Told {
  const own = past.filter(({ type }) => [family.known, ...endedBy(family)].includes(type));
  const byHand = own.filter(({ ofFacts }) => !ofFacts);
  return { family, stands: momentOf(own, family), byHand: momentOf(byHand, family) };
}

/** What ends the clocks of a family: exploitation that proved to be none, also that of the measure. */
function endedBy({ known, refuted }: Family): string[] {
  return known === "measure.available" ? [refuted, "exploitation.refuted"] : [refuted];
}

/**
 * What `type` takes back only for a later one of `all` to tell it with another time: the types that told
 * what ends with it, as `past` has them. Undefined where it takes nothing back, or takes it back for good.
 */
export function toldAnewAfter(
  type: string,
  all: readonly Pick<Announcement, "type">[],
  past: readonly Announced[],
): readonly string[] | undefined {
  const family = families.find(({ refuted }) => refuted === type);
  if (!family || !all.some((each) => each.type === family.known)) return undefined;
  return families
    .filter((each) => endedBy(each).includes(type) && toldOf(each, past).stands)
    .map(({ known }) => known);
}

function missing({ family, stands }: Told, wanted: Date | undefined, now: Date): Announcement[] {
  if (stands?.getTime() === wanted?.getTime()) return [];
  return [
    ...(stands ? [{ type: family.refuted, happenedAt: now }] : []),
    ...(wanted ? [{ type: family.known, happenedAt: wanted }] : []),
  ];
}

/** The moment that clocks run from; undefined where it was taken back, or never told. */
function momentOf(own: readonly Announced[], { known }: Family): Date | undefined {
  // Told a second time without being taken back it gave no running clock another time.
  const since = own.findLastIndex(({ type }) => type !== known) + 1;
  return own[since]?.happenedAt;
}

function last(one: Date, other: Date): Date {
  return new Date(Math.max(+one, +other));
}

function first(moments: readonly (Date | undefined)[]): Date | undefined {
  return moments.filter((moment) => moment !== undefined).toSorted((a, b) => +a - +b)[0];
}
