import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { milestoneGroups, milestoneOf, milestones } from "./milestones.ts";
import { promises } from "./promises.ts";

const folder = new URL("../../actions/", import.meta.url);

/** Every name of an event in the text of a deed. */
const byDeeds = new Set(
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .flatMap((name) => readFileSync(new URL(name, folder), "utf8").match(/"[a-z-]+\.[a-z-]+"/g))
    .map((found) => found?.slice(1, -1)),
);

const startedBy = (promise: (typeof promises)[number]) => Object.values(promise.anchors).flat();

const heard = promises
  // The house's own: keys and security.txt are watched, not told.
  .filter((promise) => promise.about !== "house")
  .flatMap((promise) => [
    ...startedBy(promise),
    ...promise.metBy,
    ...promise.pausedBy,
    ...promise.resumedBy,
    ...promise.stoppedBy,
  ]);

test("every event that a promise listens to is made by a deed or can be recorded by people", () => {
  const missing = heard.filter((type) => !byDeeds.has(type) && !milestoneOf(type));
  expect([...new Set(missing)]).toEqual([]);
});

test("every fact that people record is one that some promise listens to, and is listed once", () => {
  expect(milestones.map(({ type }) => type).filter((type) => !heard.includes(type))).toEqual([]);
  expect(new Set(milestones.map(({ type }) => type)).size).toBe(milestones.length);
  expect(milestoneGroups.flatMap((group) => group.milestones)).toEqual(milestones);
});

/** Others may state a date of their own, in place of the policy's number. */
const stated = ["coordinator.contact-attempted"];

test("a fact needs a date exactly where it starts a promise whose date comes with it", () => {
  const agreed = promises.flatMap((promise) => {
    const { agreed: types = [] } = promise.anchors as { agreed?: readonly string[] };
    return [...types];
  });
  for (const { type, until } of milestones) {
    const expected = agreed.includes(type) ? "needed" : stated.includes(type) ? "allowed" : "none";
    expect(until, type).toBe(expected);
  }
});

test("a fact that starts a promise to a party says whose; one to nobody names no party", () => {
  for (const { type, party, about } of milestones) {
    const starts = promises.filter((promise) => startedBy(promise).includes(type));
    const toParty = starts.filter(({ to }) =>
      ["reporter", "party", "coordinator", "appellant"].includes(to),
    );
    if (toParty.length > 0) expect(party, type).not.toBe("nobody");
    if (starts.length > 0)
      expect(
        starts.map((each) => each.about),
        type,
      ).toContain(about);
  }
});

test("what takes a fact back is a fact too, and stops what the first one started", () => {
  for (const { type, takenBackBy } of milestones.filter((each) => each.takenBackBy)) {
    expect(milestoneOf(takenBackBy ?? ""), type).toBeDefined();
    const starts = promises.filter((promise) => startedBy(promise).includes(type));
    expect(starts.length, type).toBeGreaterThan(0);
    for (const promise of starts) expect(promise.stoppedBy, type).toContain(takenBackBy);
  }
});

test("every fact that starts a promise can be taken back, or is one that follows another", () => {
  const lasting = milestones
    .filter(({ takenBackBy }) => !takenBackBy)
    .filter(({ type }) => promises.some((promise) => startedBy(promise).includes(type)))
    .map(({ type }) => type);
  expect(lasting).toEqual([
    // Ended by closing the case, or by the withdrawal of the whole matter.
    "case.resolved",
    "regulator.incident-notified",
    "appeal.acknowledged",
    "appeal.evidence-complete",
    "dispute.acknowledged",
  ]);
});
