import fc from "fast-check";
import { expect, test } from "vitest";
import { type CaseFacts, reporterStepOf, reporterSteps, stages, standingOf } from "./stage.ts";

const fresh: CaseFacts = {
  acknowledged: false,
  relevancy: null,
  relevancyTold: false,
  waitingForReporter: false,
  scored: false,
  productsRecorded: false,
  concluded: false,
  remediesPlanned: 0,
  remediesAvailable: 0,
  publication: "none",
  closed: false,
};

const anyFacts = fc.record<CaseFacts>({
  acknowledged: fc.boolean(),
  relevancy: fc.constantFrom(null, "relevant", "not-relevant", "need-more"),
  relevancyTold: fc.boolean(),
  waitingForReporter: fc.boolean(),
  scored: fc.boolean(),
  productsRecorded: fc.boolean(),
  concluded: fc.boolean(),
  remediesPlanned: fc.nat(3),
  remediesAvailable: fc.nat(3),
  publication: fc.constantFrom("none", "draft", "in-review", "approved", "publishing", "published"),
  closed: fc.boolean(),
});

test("a fresh case owes its acknowledgement before anything else", () => {
  expect(standingOf(fresh)).toMatchObject({ stage: "received", waitingOn: "us" });
  expect(standingOf(fresh).missing[0]).toBe("acknowledgement");
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
  expect(standingOf({ ...analysed, concluded: true }).stage).toBe("publication");
});

test("[ALU-13] a relevant case asks for a remedy until one is planned", () => {
  const relevant: CaseFacts = { ...fresh, acknowledged: true, relevancy: "relevant" };
  expect(standingOf(relevant).missing).toContain("remedy");
  expect(standingOf({ ...relevant, remediesPlanned: 1 }).missing).not.toContain("remedy");
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
      if (!facts.relevancyTold && !facts.closed && facts.publication !== "published") {
        expect(step).toBe(reporterStepOf({ ...facts, relevancy: null }));
      }
    }),
  );
});
