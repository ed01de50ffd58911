import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { caseKinds } from "../cases/case-facts.ts";
import { arrivalWays, type CaseStory, findingSources, type Happening } from "./case-story.ts";
import { anyProduct, FigureCube } from "./cube.ts";
import { measured } from "./measured.ts";

const began = new Date("2026-03-02T08:00:00Z");
const hour = (hours: number) => new Date(began.getTime() + hours * 3_600_000);
const asOf = hour(24 * 100);

const story = (more: Partial<CaseStory> = {}): CaseStory => ({
  kind: "vulnerability-report",
  since: began,
  closedAt: null,
  closeReason: null,
  band: "High",
  source: "finder",
  way: "mail",
  entities: [],
  productIds: [],
  cwes: [],
  components: [],
  practices: [],
  happened: [],
  promises: [],
  ...more,
});

const decided = (
  on: "relevancy" | "reproduction" | "conclusion",
  outcome: string,
  at: Date,
): Happening => ({ what: "decided", on, outcome, at });

/** A report that went the whole way: found to be ours, reproduced, concluded, mended, told, in use. */
const whole: readonly Happening[] = [
  { what: "answered", at: hour(4) },
  decided("relevancy", "need-more", hour(6)),
  decided("relevancy", "relevant", hour(10)),
  decided("reproduction", "not-reproduced", hour(12)),
  decided("reproduction", "reproduced", hour(20)),
  decided("conclusion", "confirmed", hour(48)),
  { what: "planned", at: hour(50) },
  { what: "resolved", at: hour(240) },
  { what: "resolved", at: hour(300) },
  { what: "published", at: hour(260), cves: 2 },
  { what: "fact", fact: "fix-deployed", source: "customer", at: hour(700) },
];

const spansOf = (of: CaseStory) =>
  Object.fromEntries(
    measured(of, asOf).flatMap(({ measure, hours }) => (hours === null ? [] : [[measure, hours]])),
  );

const countsOf = (of: CaseStory, at = asOf) =>
  Object.fromEntries(
    measured(of, at)
      .filter(({ hours }) => hours === null)
      .map(({ measure, cut, count }) => [cut ? `${measure}: ${cut}` : measure, count]),
  );

describe("spans", () => {
  test("[VEN-04] [ALU-02] the time to identify, to analyse, to resolve, to deploy and to tell is that from the report's arrival", () => {
    expect(spansOf(story({ happened: whole.toReversed() }))).toEqual({
      "time-to-answer": 4,
      "time-to-triage": 10,
      "time-to-identify": 20,
      "time-to-analyse": 48,
      "time-to-plan": 50,
      "time-to-resolve": 240,
      "time-to-tell": 260,
      "time-to-deploy": 700,
    });
  });

  test("a flaw that nobody reproduced is identified when the analysis confirms it", () => {
    const happened = [decided("conclusion", "will-not-fix", hour(30))];
    expect(spansOf(story({ happened }))).toEqual({ "time-to-identify": 30, "time-to-analyse": 30 });
  });

  test("what was not confirmed is analysed, and neither identified nor resolved", () => {
    const happened = [
      decided("conclusion", "not-confirmed", hour(30)),
      { what: "resolved", at: hour(31) } as const,
    ];
    expect(spansOf(story({ happened }))).toEqual({ "time-to-analyse": 30 });
  });

  test("a fix that was there before the report took no time, and what is planned for later is no span yet", () => {
    const happened = [
      decided("conclusion", "confirmed", hour(5)),
      { what: "resolved", at: hour(-50) } as const,
      { what: "fact", fact: "fix-deployed", source: "customer", at: hour(24 * 200) } as const,
    ];
    const spans = spansOf(story({ happened }));
    expect(spans).toMatchObject({ "time-to-resolve": 0 });
    expect(spans).not.toHaveProperty("time-to-deploy");
  });

  test("nobody waited for an answer about a finding of our own", () => {
    const happened = [{ what: "answered", at: hour(4) } as const];
    expect(spansOf(story({ kind: "own-finding", source: "ourselves", happened }))).toEqual({});
  });
});

describe("counts", () => {
  test("a confirmed flaw is discovered, confirmed, and in each of its weaknesses", () => {
    const happened = [...whole, { what: "objected", at: hour(60) } as const];
    const counts = countsOf(story({ happened, cwes: ["CWE-79", "CWE-89"], closedAt: hour(800) }));
    expect(counts).toEqual({
      "received: vulnerability-report": 1,
      discovered: 1,
      "discovered-by-way: mail": 1,
      "discovered-by-approach: report": 1,
      confirmed: 1,
      "confirmed-by-approach: report": 1,
      "confirmed-by-weakness: CWE-79": 1,
      "confirmed-by-weakness: CWE-89": 1,
      disputed: 1,
      advisories: 1,
      cves: 2,
    });
  });

  test("a confirmed flaw counts in each component, each practice that failed, and by how it came to light", () => {
    const happened = [decided("conclusion", "confirmed", hour(30))];
    const of = story({ happened, components: ["one", "two"], practices: ["design"] });
    expect(countsOf(of)).toMatchObject({
      "confirmed-by-component: one": 1,
      "confirmed-by-component: two": 1,
      "confirmed-by-practice: design": 1,
      "confirmed-by-approach: report": 1,
      "discovered-by-approach: report": 1,
    });
    const open = countsOf(story({ components: ["one"], practices: ["design"] }));
    expect(Object.keys(open).filter((each) => each.startsWith("confirmed"))).toEqual([]);
  });

  test("it came to light by a publication only where that told of it before anybody wrote", () => {
    const read = (hours: number) => ({
      what: "fact" as const,
      fact: "details-public" as const,
      source: "publication" as const,
      at: hour(hours),
    });
    const approach = (more: Partial<CaseStory>) =>
      Object.keys(countsOf(story(more))).find((each) => each.startsWith("discovered-by-approach"));
    expect(approach({ happened: [read(-1)] })).toBe("discovered-by-approach: publication");
    expect(approach({ happened: [read(1)] })).toBe("discovered-by-approach: report");
    expect(approach({ kind: "third-party-notice", source: "coordinator" })).toBe(
      "discovered-by-approach: notice",
    );
    expect(approach({ kind: "own-finding", source: "ourselves" })).toBe(
      "discovered-by-approach: own-work",
    );
  });

  test("a report that is no matter of ours is not taken up, and one that was confirmed after all is", () => {
    const rejection = decided("relevancy", "not-relevant", hour(3));
    expect(countsOf(story({ happened: [rejection] }))).toMatchObject({ rejected: 1 });
    const after = [rejection, decided("conclusion", "confirmed", hour(9))];
    expect(countsOf(story({ happened: after }))).not.toHaveProperty("rejected");
  });

  test("attacks and publications by others count once, from the first that became known", () => {
    const happened: readonly Happening[] = [
      { what: "fact", fact: "attack-observed", source: "publication", at: hour(9) },
      { what: "exploited", at: hour(7) },
      { what: "fact", fact: "details-public", source: "reporter", at: hour(8) },
      { what: "fact", fact: "exploit-public", source: "feed", at: hour(30) },
    ];
    const made = measured(story({ happened }), asOf);
    const at = (measure: string) => made.filter((each) => each.measure === measure);
    expect(at("exploited").map((each) => each.at)).toEqual([hour(7)]);
    expect(at("disclosed").map((each) => each.at)).toEqual([hour(8)]);
    expect(at("found-in-media")).toHaveLength(1);
  });

  test("a live incident is an incident and no flaw", () => {
    const counts = countsOf(story({ kind: "live-incident" }));
    expect(counts).toMatchObject({ incidents: 1, "unanswered: live-incident": 1 });
    expect(counts).not.toHaveProperty("discovered");
    expect(counts).not.toHaveProperty("open");
  });

  test("advertisements, probes and misdirected mails are no case of anybody", () => {
    for (const closeReason of ["spam", "joined", "synthetic"]) {
      expect(measured(story({ closeReason, closedAt: hour(1) }), asOf)).toEqual([]);
    }
  });
});

describe("promises and what stands open", () => {
  const promise = {
    promise: "acknowledge-report",
    startedAt: began,
    dueAt: hour(48),
    pausedAt: null,
    metAt: null,
    stoppedAt: null,
  };

  test("a first response is on time, late, overdue or open", () => {
    const outcome = (more: object, at = asOf) =>
      countsOf(story({ promises: [{ ...promise, ...more }] }), at);
    expect(outcome({ metAt: hour(47) })).toHaveProperty("promise-kept: acknowledge-report");
    expect(outcome({ metAt: hour(49) })).toHaveProperty("promise-late: acknowledge-report");
    const broken = outcome({});
    expect(broken).toMatchObject({ "promise-broken: acknowledge-report": 1, overdue: 1 });
    const open = outcome({}, hour(20));
    expect(open).toMatchObject({ "promise-open: acknowledge-report": 1 });
    expect(open).not.toHaveProperty("overdue");
  });

  test("what others owe us makes nobody here late", () => {
    const counts = countsOf(story({ promises: [{ ...promise, promise: "waiting-for-reporter" }] }));
    expect(Object.keys(counts).filter((each) => each.startsWith("promise"))).toEqual([]);
    expect(counts).not.toHaveProperty("overdue");
  });

  test("[ALU-02] what is open is counted by its age", () => {
    const ages = [3, 8, 31, 400].map((days) => {
      const counts = countsOf(story(), hour(24 * days));
      return Object.keys(counts).find((each) => each.startsWith("open"));
    });
    expect(ages).toEqual(["open: 0-7", "open: 8-30", "open: 31-90", "open: 91"]);
  });

  test("one that is answered, or came from ourselves, waits for no answer", () => {
    const isWaiting = (of: CaseStory) =>
      Object.keys(countsOf(of)).some((each) => each.startsWith("unanswered"));
    expect(isWaiting(story())).toBe(true);
    expect(isWaiting(story({ happened: [{ what: "answered", at: hour(2) }] }))).toBe(false);
    expect(isWaiting(story({ source: "ourselves" }))).toBe(false);
    expect(isWaiting(story({ closedAt: hour(9) }))).toBe(false);
  });
});

const moment = fc.integer({ min: -500, max: 5000 }).map(hour);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    what: fc.constant("decided" as const),
    on: fc.constantFrom("relevancy", "reproduction", "conclusion"),
    outcome: fc.constantFrom(
      "relevant",
      "not-relevant",
      "confirmed",
      "not-confirmed",
      "reproduced",
    ),
    at: moment,
  }),
  fc.record({
    what: fc.constantFrom("answered", "planned", "resolved", "objected", "exploited", "disclosed"),
    at: moment,
  }),
  fc.record({ what: fc.constant("published" as const), cves: fc.nat(3), at: moment }),
);
const anyStory: fc.Arbitrary<CaseStory> = fc
  .record({
    kind: fc.constantFrom(...caseKinds),
    closedAt: fc.option(moment),
    source: fc.constantFrom(...findingSources),
    way: fc.constantFrom(...arrivalWays),
    band: fc.option(fc.constantFrom("Low", "High")),
    entities: fc.uniqueArray(fc.constantFrom("One", "Two")),
    happened: fc.array(happening, { maxLength: 12 }),
  })
  .map(story);

test("whatever happened, every count is of the past, no span is negative, and cells add up to the cases", () => {
  fc.assert(
    fc.property(fc.array(anyStory, { maxLength: 12 }), (stories) => {
      const cube = new FigureCube("Europe/Paris", asOf, "2026-01");
      for (const each of stories) cube.add(each, ["team"]);
      const made = stories.flatMap((each) => measured(each, asOf));
      for (const { at, hours, count } of made) {
        expect(at < asOf && count > 0 && (hours === null || hours >= 0)).toBe(true);
      }
      const whole = cube.take().filter((c) => c.entity === "" && c.productId === anyProduct);
      const total = (measure: string) =>
        whole.filter((c) => c.measure === measure).reduce((sum, { count }) => sum + count, 0);
      const inPeriod = (measure: string) =>
        made.filter((m) => m.measure === measure && m.at >= new Date("2025-12-31T23:00:00Z"));
      for (const measure of ["discovered", "confirmed", "open", "time-to-resolve"]) {
        expect(total(measure)).toBe(inPeriod(measure).length);
      }
      for (const { hours, count, measure } of whole) {
        expect(hours).toHaveLength(measure.startsWith("time-to-") ? count : 0);
      }
    }),
  );
});
