import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CaseFacts, type CaseKind, caseKinds, type Missing } from "./case-facts.ts";
import { type CloseReason, mustBeToClose, reasonsFor } from "./closing.ts";
import { isEnded, owedByKind } from "./kinds.ts";
import { reporterStepOf, reporterSteps, stages, standingOf } from "./stage.ts";

const fresh: CaseFacts = {
  follows: false,
  unanswered: [],
  kind: "vulnerability-report",
  someoneToTell: true,
  acknowledged: false,
  relevancy: null,
  decisionWaits: false,
  relevancyTold: false,
  waits: [],
  scored: false,
  productsRecorded: false,
  conclusion: null,
  conclusionTold: false,
  reporterStanding: null,
  answered: false,
  redirected: false,
  exploitationSaid: false,
  openAttacks: [],
  contained: false,
  remediesPlanned: 0,
  remediesAvailable: 0,
  publication: "none",
  closed: false,
};

const anyWait = fc.record({
  on: fc.constantFrom("reporter" as const, "other" as const),
  whom: fc.constantFrom("Reporter", "vendor", "Home Systems"),
  since: fc.date({ noInvalidDate: true }),
  asked: fc.boolean(),
  outside: fc.boolean(),
  byHand: fc.boolean(),
});

const anyFacts = fc.record<CaseFacts>({
  kind: fc.constantFrom(...caseKinds),
  someoneToTell: fc.boolean(),
  acknowledged: fc.boolean(),
  relevancy: fc.constantFrom(null, "relevant", "not-relevant", "need-more"),
  decisionWaits: fc.boolean(),
  relevancyTold: fc.boolean(),
  waits: fc.array(anyWait, { maxLength: 3 }),
  scored: fc.boolean(),
  productsRecorded: fc.boolean(),
  conclusion: fc.constantFrom(null, "confirmed", "not-confirmed", "accepted-risk", "upheld"),
  conclusionTold: fc.boolean(),
  reporterStanding: fc.constantFrom(null, "unreachable", "opted-out", "reachable"),
  follows: fc.boolean(),
  answered: fc.boolean(),
  unanswered: fc.constant([]),
  redirected: fc.boolean(),
  exploitationSaid: fc.boolean(),
  openAttacks: fc.constantFrom<readonly string[]>([], ["report"]),
  contained: fc.boolean(),
  mends: fc.boolean(),
  remediesPlanned: fc.nat(3),
  remediesAvailable: fc.nat(3),
  publication: fc.constantFrom("none", "draft", "in-review", "approved", "publishing", "published"),
  closed: fc.boolean(),
});

/** What the facts are once the deed was done, or Parley did what it does by itself. */
const done: Readonly<Record<Missing, (facts: CaseFacts) => Partial<CaseFacts>>> = {
  acknowledgement: () => ({ acknowledged: true }),
  "decision-approval": () => ({ decisionWaits: false }),
  "relevancy-decision": () => ({ relevancy: "relevant" }),
  "relevancy-told": () => ({ relevancyTold: true }),
  "reporter-answer": () => ({ waits: [] }),
  answer: () => ({ answered: true }),
  redirect: () => ({ redirected: true, acknowledged: true }),
  "exploitation-word": () => ({ exploitationSaid: true, openAttacks: [] }),
  containment: () => ({ contained: true }),
  "matter-decision": () => ({ conclusion: "upheld" }),
  score: () => ({ scored: true }),
  "affected-products": () => ({ productsRecorded: true }),
  conclusion: () => ({ conclusion: "confirmed" }),
  "conclusion-told": () => ({ conclusionTold: true }),
  remedy: () => ({ remediesPlanned: 1 }),
  "remedy-delivery": ({ remediesPlanned }) => ({ remediesAvailable: remediesPlanned }),
  "advisory-draft": () => ({ publication: "draft" }),
  "advisory-approval": () => ({ publication: "approved" }),
  "advisory-publication": () => ({ publication: "published" }),
  closing: () => ({ closed: true }),
};

test("a fresh case owes its acknowledgement before anything else", () => {
  expect(standingOf(fresh)).toMatchObject({ stage: "received", waitingOn: "us" });
  expect(standingOf(fresh).missing[0]).toBe("acknowledgement");
});

test("a decision that waits for a second person is the next deed, before it is taken again", () => {
  const proposed: CaseFacts = { ...fresh, acknowledged: true, decisionWaits: true };
  expect(standingOf(proposed).missing.slice(0, 2)).toEqual([
    "decision-approval",
    "relevancy-decision",
  ]);
});

test("[ALE-32] analysis does not end before the conclusion was told", () => {
  const analysed: CaseFacts = {
    ...fresh,
    acknowledged: true,
    relevancy: "relevant",
    relevancyTold: true,
    scored: true,
    productsRecorded: true,
    remediesPlanned: 1,
    remediesAvailable: 1,
  };
  expect(standingOf(analysed).stage).toBe("analysis");
  expect(standingOf(analysed).missing).toContain("conclusion");
  const decided: CaseFacts = { ...analysed, conclusion: "confirmed" };
  expect(standingOf(decided).stage).toBe("analysis");
  expect(standingOf(decided).missing).toContain("conclusion-told");
  expect(standingOf({ ...decided, conclusionTold: true }).stage).toBe("publication");
});

test("[ALU-13] a relevant case asks for a remedy until one is planned", () => {
  const relevant: CaseFacts = { ...fresh, acknowledged: true, relevancy: "relevant" };
  expect(standingOf(relevant).missing).toContain("remedy");
  expect(standingOf({ ...relevant, remediesPlanned: 1 }).missing).not.toContain("remedy");
});

describe("[ALU-13] a vulnerability that is confirmed", () => {
  const on = { reference: "PSIRT-1", raisesExploitationCheck: true };
  const confirmed: CaseFacts = {
    ...fresh,
    acknowledged: true,
    relevancy: "relevant",
    relevancyTold: true,
    scored: true,
    productsRecorded: true,
    conclusion: "confirmed",
    conclusionTold: true,
  };
  const closes = (facts: CaseFacts, reason: CloseReason) => () => mustBeToClose(facts, reason, on);
  const mended: CaseFacts = { ...confirmed, remediesPlanned: 1, remediesAvailable: 1 };

  test("is not closed as resolved without its remedy, nor as something else than was decided", () => {
    expect(closes(confirmed, "resolved")).toThrow("not mended");
    expect(closes({ ...mended, remediesPlanned: 2 }, "resolved")).toThrow("not mended");
    expect(closes(mended, "resolved")).not.toThrow();
    for (const reason of ["not-relevant", "duplicate"] as const) {
      expect(closes(mended, reason)).toThrow("found to be a vulnerability");
    }
  });

  test("[ALE-64] is closed as an accepted risk only where two people accepted it", () => {
    expect(closes(confirmed, "accepted-risk")).toThrow("Nobody accepted the risk");
    for (const conclusion of ["accepted-risk", "will-not-fix"]) {
      const left: CaseFacts = { ...confirmed, conclusion };
      expect(closes(left, "accepted-risk")).not.toThrow();
      expect(closes(left, "resolved")).toThrow("not mended");
      expect(reasonsFor(left)[0]).toBe("accepted-risk");
    }
  });

  test("[ALE-59] is not closed while a report says that it was used and nobody said whether that is so", () => {
    const told: CaseFacts = { ...mended, openAttacks: ["a report"] };
    expect(closes(told, "resolved")).toThrow("speaks of an attack");
    const silent: CaseFacts = { ...told, reporterStanding: "unreachable" };
    expect(closes(silent, "reporter-unreachable")).toThrow("speaks of an attack");
    expect(closes({ ...silent, openAttacks: [] }, "reporter-unreachable")).not.toThrow();
    const refuted: CaseFacts = {
      ...mended,
      conclusion: "not-confirmed",
      openAttacks: ["a report"],
    };
    expect(closes(refuted, "not-relevant")).not.toThrow();
  });

  test("[ALE-60] still owes its remedy after an early advisory, and is not ended by it", () => {
    const early: CaseFacts = { ...confirmed, remediesPlanned: 1, publication: "published" };
    expect(standingOf(early).missing).toEqual(["remedy-delivery"]);
    expect(standingOf({ ...early, remediesAvailable: 1 }).missing).toEqual(["closing"]);
  });

  test("a workaround is enough to publish, and not to end", () => {
    const partly: CaseFacts = { ...confirmed, remediesPlanned: 2, remediesAvailable: 1 };
    expect(standingOf(partly).missing).toEqual(["advisory-draft"]);
    expect(standingOf({ ...partly, publication: "published" }).missing).toEqual([
      "remedy-delivery",
    ]);
  });

  test("no reason is offered that is refused for what was decided", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const reason of reasonsFor(facts)) {
          try {
            mustBeToClose(facts, reason, on);
          } catch (error) {
            expect(error).not.toMatchObject({
              code: expect.stringMatching(/unmended|unpublished|found-relevant|risk-not-accepted/),
            });
          }
        }
      }),
    );
  });
});

test("what proved to be no vulnerability owes no remedy and no advisory, only its closing", () => {
  const refuted: CaseFacts = {
    ...fresh,
    acknowledged: true,
    relevancy: "relevant",
    relevancyTold: true,
    conclusion: "not-confirmed",
    conclusionTold: true,
  };
  expect(standingOf(refuted).missing).toEqual(["closing"]);
});

test("[ALE-09] every kind of case has an end that its own deeds lead to, whatever came before", async () => {
  await fc.assert(
    fc.asyncProperty(anyFacts, async (start) => {
      let facts: CaseFacts = { ...start, closed: false };
      for (let deeds = 0; deeds < 30 && !facts.closed; deeds++) {
        // A publication that is on its way arrives by itself.
        if (facts.publication === "publishing") facts = { ...facts, publication: "published" };
        const [next] = standingOf(facts).missing;
        expect(next, JSON.stringify(facts)).toBeDefined();
        if (next === "closing") mustClose(facts);
        facts = { ...facts, ...(next ? done[next](facts) : {}) };
      }
      expect(facts.closed).toBe(true);
    }),
  );
});

function mustClose(facts: CaseFacts): void {
  const on = { reference: "PSIRT-1", raisesExploitationCheck: true };
  const fitting = reasonsFor(facts).filter((reason) => {
    try {
      mustBeToClose(facts, reason, on);
      return true;
    } catch {
      return false;
    }
  });
  expect(fitting.length, JSON.stringify(facts)).toBeGreaterThan(0);
}

describe("a case without anybody outside", () => {
  const own: CaseFacts = { ...fresh, kind: "own-finding", someoneToTell: false };

  test("[TH-06] our own finding takes the way of a report, and owes no letter to anybody", () => {
    const telling: Missing[] = ["acknowledgement", "relevancy-told", "conclusion-told"];
    expect(owedByKind["own-finding"]).toEqual(owedByKind["vulnerability-report"]);
    let facts = own;
    const walked: Missing[] = [];
    while (!facts.closed) {
      const [next] = standingOf(facts).missing;
      if (!next) throw new Error(`nothing is missing: ${JSON.stringify(facts)}`);
      walked.push(next);
      facts = { ...facts, ...done[next](facts) };
    }
    expect(walked).toEqual(owedByKind["own-finding"].filter((each) => walked.includes(each)));
    expect(walked).toContain("advisory-publication");
    expect(walked.filter((each) => telling.includes(each))).toEqual([]);
  });

  test("it is concluded by the conclusion itself, and then it can be closed", () => {
    const on = { reference: "PSIRT-1", raisesExploitationCheck: true };
    const closes = (facts: CaseFacts) => () => mustBeToClose(facts, "not-relevant", on);
    const decided: CaseFacts = { ...own, relevancy: "not-relevant" };
    expect(closes(decided)).toThrow("conclusion");
    expect(closes({ ...decided, conclusion: "not-confirmed" })).not.toThrow();
  });

  test("[ALE-32] silence closes a case only once it is on record, with what shows it", () => {
    const on = { reference: "PSIRT-1", raisesExploitationCheck: true };
    const closes = (reporterStanding: CaseFacts["reporterStanding"], wishes = false) => {
      const reason = wishes ? "reporter-opted-out" : "reporter-unreachable";
      return () => mustBeToClose({ ...fresh, reporterStanding }, reason, on);
    };
    for (const standing of [null, "reachable", "opted-out"] as const) {
      expect(closes(standing)).toThrow("Record first what shows it");
    }
    expect(closes("unreachable")).not.toThrow();
    expect(closes("unreachable", true)).toThrow("Record first what shows it");
    expect(closes("opted-out", true)).not.toThrow();
  });

  test("nobody's silence is offered as the reason of its closing", () => {
    expect(reasonsFor(own)).not.toContain("reporter-unreachable");
    expect(reasonsFor({ ...own, someoneToTell: true })).toContain("reporter-unreachable");
  });
});

describe("what is no flaw", () => {
  const of = (kind: CaseKind): CaseFacts => ({ ...fresh, kind, acknowledged: true });

  test("[ALE-09] a question owes an answer and nothing of an analysis", () => {
    expect(standingOf(of("question")).missing).toEqual(["answer"]);
    expect(standingOf({ ...of("question"), answered: true }).missing).toEqual(["closing"]);
  });

  test("a live incident owes the way to those who can act, and the word on exploitation (X-08)", () => {
    const incident = of("live-incident");
    expect(standingOf(incident).missing).toEqual(["redirect", "exploitation-word"]);
    const sent = { ...incident, redirected: true };
    expect(isEnded(sent)).toBe(false);
    expect(standingOf({ ...sent, exploitationSaid: true }).missing).toEqual(["closing"]);
    // A report that came after the word, or beside the one that was answered, asks anew.
    const another = { ...sent, exploitationSaid: true, openAttacks: ["later report"] };
    expect(standingOf(another).missing).toEqual(["exploitation-word"]);
  });

  test("a data leak is contained, decided and told before it is closed", () => {
    const leak = of("data-leak");
    expect(standingOf(leak).missing).toEqual(["containment", "matter-decision"]);
    const decided = { ...leak, contained: true, conclusion: "upheld" };
    expect(standingOf(decided).missing).toEqual(["conclusion-told"]);
    expect(standingOf({ ...decided, conclusionTold: true }).missing).toEqual(["closing"]);
  });

  test("a dispute ends with a decision that was told", () => {
    expect(standingOf(of("dispute")).missing).toEqual(["matter-decision"]);
    const told = { ...of("dispute"), conclusion: "rejected", conclusionTold: true };
    expect(standingOf(told).missing).toEqual(["closing"]);
  });

  test("a reason of one kind fits no other", () => {
    const on = { reference: "PSIRT-1", raisesExploitationCheck: true };
    const report = { ...fresh, answered: true, redirected: true, exploitationSaid: true };
    for (const reason of ["answered", "redirected", "decided"] as const) {
      expect(() => mustBeToClose(report, reason, on)).toThrow("another kind");
    }
  });
});

test("an open case always says what is missing, or waits for a task that is under way", async () => {
  await fc.assert(
    fc.asyncProperty(anyFacts, async (facts) => {
      const standing = standingOf(facts);
      expect(stages).toContain(standing.stage);
      expect(new Set(standing.missing).size).toBe(standing.missing.length);
      if (facts.closed) expect(standing.missing).toEqual([]);
      else if (facts.publication !== "publishing")
        expect(standing.missing.length).toBeGreaterThan(0);
    }),
  );
});

test("[ALE-38] the reporter sees one of the published steps, and nothing about what is not yet told", async () => {
  await fc.assert(
    fc.asyncProperty(anyFacts, async (facts) => {
      const step = reporterStepOf(facts);
      expect([...reporterSteps, "closed"]).toContain(step);
      // A decision that was taken but not told must not move the reporter's step.
      if (!facts.closed && facts.publication !== "published") {
        if (!facts.relevancyTold) expect(step).toBe(reporterStepOf({ ...facts, relevancy: null }));
        if (!facts.conclusionTold) {
          expect(step).toBe(reporterStepOf({ ...facts, conclusion: null }));
        }
      }
    }),
  );
});
