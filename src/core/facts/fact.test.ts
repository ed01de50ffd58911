import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Refusal } from "../refusal.ts";
import { type Announced, type Announcement, announcements } from "./announce.ts";
import { conditionsOfFact } from "./conditions-of-fact.ts";
import {
  type FactEntry,
  type FactSaying,
  factConfidences,
  factKinds,
  factsFrom,
  mustBePlausible,
} from "./fact.ts";

const now = new Date("2026-05-20T12:00:00Z");
const hour = (hours: number) => new Date(+now - hours * 3_600_000);

function saying(changes: Partial<FactSaying> = {}): FactSaying {
  return {
    kind: "attack-observed",
    occurredAt: null,
    awareAt: hour(10),
    desk: "support",
    source: "customer",
    confidence: "confirmed",
    advisory: null,
    ...changes,
  };
}

function entry(factId: string, said: FactSaying | null, entryId = factId): FactEntry {
  return { entryId, factId, at: now, by: null, saying: said };
}

/** The record after the announcements were written down. */
function recorded(told: readonly Announcement[]): Announced[] {
  return told.map((each) => ({ ...each, ofFacts: true }));
}

const known = (at: Date) => ({ type: "exploitation.known", happenedAt: at });
const refuted = { type: "exploitation.refuted", happenedAt: now };

describe("a fact", () => {
  test("stands as its newest entry says, and keeps every earlier one", () => {
    const facts = factsFrom([
      entry("a", saying()),
      entry("b", saying({ kind: "fix-ready" })),
      entry("a", saying({ awareAt: hour(30) }), "a2"),
    ]);
    expect(facts.map(({ factId }) => factId)).toEqual(["a", "b"]);
    expect(facts[0]?.saying.awareAt).toEqual(hour(30));
    expect(facts[0]?.entries.map(({ entryId }) => entryId)).toEqual(["a", "a2"]);
  });

  test("that was withdrawn still says what it said", () => {
    const [fact] = factsFrom([entry("a", saying()), entry("a", null, "a2")]);
    expect(fact).toMatchObject({ withdrawn: true, saying: { kind: "attack-observed" } });
  });

  test.each([
    [{ awareAt: new Date(+now + 1) }, "fact.aware"],
    [{ occurredAt: hour(5) }, "fact.aware"],
    [{ occurredAt: new Date(+now + 1), awareAt: now }, "fact.occurred"],
    [{ awareAt: new Date("0026-05-01T00:00:00Z") }, "fact.aware"],
    [{ kind: "code-fix-public" as const }, "fact.occurred"],
    [
      { kind: "code-fix-public" as const, occurredAt: new Date("2126-01-01T00:00:00Z") },
      "fact.occurred",
    ],
  ])("with times that cannot be right is refused: %j", (changes, code) => {
    try {
      mustBePlausible(saying(changes), now);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      expect((error as Refusal).code).toBe(code);
    }
  });

  test("[ALE-58] a code fix that becomes public may lie ahead", () => {
    const planned = saying({ kind: "code-fix-public", occurredAt: new Date(+now + 86_400_000) });
    expect(() => mustBePlausible(planned, now)).not.toThrow();
  });
});

describe("what facts announce", () => {
  test("[ALE-59] exploitation is known from the earliest awareness anywhere in the organisation", () => {
    const facts = factsFrom([
      entry("a", saying({ awareAt: hour(2), desk: "psirt" })),
      entry("b", saying({ awareAt: hour(20), desk: "support", occurredAt: hour(50) })),
    ]);
    expect(announcements(facts, [], now)).toEqual([known(hour(20))]);
  });

  test("a rumour announces nothing", () => {
    expect(
      announcements(factsFrom([entry("a", saying({ confidence: "rumour" }))]), [], now),
    ).toEqual([]);
  });

  test("a corrected awareness takes the former one back and tells the other", () => {
    const first = factsFrom([entry("a", saying())]);
    const past = recorded(announcements(first, [], now));
    const corrected = factsFrom([
      entry("a", saying()),
      entry("a", saying({ awareAt: hour(30) }), "a2"),
    ]);
    expect(announcements(corrected, past, now)).toEqual([refuted, known(hour(30))]);
  });

  test("a withdrawn fact takes exploitation back, unless another stands", () => {
    const past = recorded([known(hour(10))]);
    const withdrawn = [entry("a", saying()), entry("a", null, "a2")];
    expect(announcements(factsFrom(withdrawn), past, now)).toEqual([refuted]);
    const another = factsFrom([...withdrawn, entry("b", saying({ awareAt: hour(10) }))]);
    expect(announcements(another, past, now)).toEqual([]);
  });

  test("what a person recorded by hand stands beside facts, and the earlier of them counts", () => {
    const byHand = [{ ...known(hour(5)), ofFacts: false }];
    const later = factsFrom([entry("a", saying({ awareAt: hour(2) }))]);
    const earlier = factsFrom([entry("a", saying({ awareAt: hour(8) }))]);
    expect(announcements(later, byHand, now)).toEqual([]);
    expect(announcements(earlier, byHand, now)).toEqual([refuted, known(hour(8))]);
  });

  test("a measure is told only of an exploited vulnerability, and never before it was known", () => {
    const fix = entry("f", saying({ kind: "fix-ready", occurredAt: hour(40), awareAt: hour(40) }));
    expect(announcements(factsFrom([fix]), [], now)).toEqual([]);
    const both = factsFrom([fix, entry("a", saying({ awareAt: hour(3) }))]);
    expect(announcements(both, [], now)).toEqual([
      known(hour(3)),
      { type: "measure.available", happenedAt: hour(3) },
    ]);
  });

  test("a remedy that was delivered before the exploitation was known is its measure", () => {
    const attack = factsFrom([entry("a", saying({ awareAt: hour(3) }))]);
    expect(announcements(attack, [], now, hour(90))).toEqual([
      known(hour(3)),
      { type: "measure.available", happenedAt: hour(3) },
    ]);
    expect(announcements([], [], now, hour(90))).toEqual([]);
  });

  test("when exploitation is told anew, so is the measure whose clock ended with it", () => {
    const entries = [
      entry("f", saying({ kind: "fix-ready", occurredAt: hour(1), awareAt: hour(1) })),
      entry("a", saying({ awareAt: hour(3) })),
    ];
    const past = recorded(announcements(factsFrom(entries), [], now));
    const corrected = factsFrom([...entries, entry("a", saying({ awareAt: hour(6) }), "a2")]);
    expect(announcements(corrected, past, now).map(({ type }) => type)).toEqual([
      "exploitation.refuted",
      "exploitation.known",
      "measure.available",
    ]);
  });

  test("[ALE-61] public details and a judged condition are told from when we knew", () => {
    const facts = factsFrom([
      entry("d", saying({ kind: "details-public", awareAt: hour(4), advisory: "owed" })),
    ]);
    expect(announcements(facts, [], now)).toEqual([
      { type: "disclosure.seen", happenedAt: hour(4) },
      { type: "disclosure.owed", happenedAt: hour(4) },
    ]);
  });

  test("whatever is recorded, corrected and withdrawn, the record says what the facts say", () => {
    const said = fc.record({
      fact: fc.constantFrom("a", "b", "c"),
      kind: fc.constantFrom(...factKinds),
      aware: fc.integer({ min: 0, max: 50 }),
      occurred: fc.option(fc.integer({ min: 0, max: 50 })),
      confidence: fc.constantFrom(...factConfidences),
      advisory: fc.constantFrom("owed" as const, "not-owed" as const, null),
      withdrawn: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(said, { maxLength: 12 }), (deeds) => {
        const entries: FactEntry[] = [];
        const past: Announced[] = [];
        for (const [index, { fact, aware, occurred, withdrawn, ...rest }] of deeds.entries()) {
          const isFirst = !entries.some(({ factId }) => factId === fact);
          const occurredAt = occurred === null ? null : hour(occurred);
          const next = saying({ ...rest, awareAt: hour(aware), occurredAt });
          entries.push(entry(fact, withdrawn && !isFirst ? null : next, `e${index}`));
          past.push(...recorded(announcements(factsFrom(entries), past, now)));
          // Told once, there is nothing more to tell.
          expect(announcements(factsFrom(entries), past, now)).toEqual([]);
          expect(exploitedBy(past)).toEqual(awareOf(entries));
        }
      }),
    );
  });
});

function exploitedBy(past: readonly Announced[]): number | undefined {
  const newest = past.findLast(({ type }) => type.startsWith("exploitation."));
  return newest?.type === "exploitation.known" ? +newest.happenedAt : undefined;
}

/** The earliest awareness of attacks, counted here in another way than the rule counts it. */
function awareOf(entries: readonly FactEntry[]): number | undefined {
  const newest = new Map(entries.map(({ factId, saying: said }) => [factId, said]));
  const times = [...newest.values()]
    .filter((said) => said?.kind === "attack-observed" && said.confidence !== "rumour")
    .map((said) => +(said?.awareAt ?? 0));
  return times.length > 0 ? Math.min(...times) : undefined;
}

describe("conditions for an advisory", () => {
  const condition = {
    id: "code-fix",
    text: { en: "A code fix becomes public" },
    judgedFrom: "public-fix-planned",
    severities: ["critical", "high"],
    early: true,
    requirements: ["ALE-58"],
  } as const;

  test("[ALE-58] a public code fix is a condition for high and critical, and while no score stands", () => {
    const ids = (band: string | null) =>
      conditionsOfFact([condition], "code-fix-public", band).map(({ id }) => id);
    expect([ids("high"), ids("critical"), ids(null)]).toEqual([
      ["code-fix"],
      ["code-fix"],
      ["code-fix"],
    ]);
    expect([ids("low"), conditionsOfFact([condition], "fix-ready", "high")]).toEqual([[], []]);
  });
});
