/** The ledger of a case and its deeds, by their forms alone: what is owed, kept, broken and moved. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import {
  aSignedIn,
  type Colleague,
  passDays,
  testConsole,
  textOf,
} from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { closeUnreached } from "../../../test/support/unreached.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { staffSide } from "../../core/cases/sides.ts";
import type { PromiseId } from "../../core/clocks/promises.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { ledgerClocksOf } from "../../store/clocks/ledger-reader.ts";
import { type ClockRow, clocksOf } from "../../store/clocks/reader.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let analyst: Colleague;
let lead: Colleague;
let found: TestCase;
let second: TestCase;
let path: string;

const day = 86_400;

/** The same policy with a cadence of 30 days, no word on relevancy and CVSS 4.0 alone, in force later. */
function laterPolicy(policy: Policy): Policy {
  const { relevancy: _, ...promises } = policy.promises;
  const update = promises["status-update"];
  if (!update) throw new Error("the policy promises updates");
  return {
    ...policy,
    version: policy.version + 1,
    inForceFrom: new Date("2026-03-20T00:00:00Z"),
    promises: { ...promises, "status-update": { ...update, within: { days: 30 } } },
    scoring: { ...policy.scoring, accepted: ["4.0"] },
  };
}

beforeAll(async () => {
  house = await testContext();
  const [policy] = house.context.policies;
  if (!policy) throw new Error("the house has a policy");
  (house.context.policies as Policy[]).push(laterPolicy(policy));
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  lead = await aSignedIn(web, house.context, "lead", "lead");
  found = await aCase(house);
  second = await aCase(house, "another restart");
  path = `/console/cases/${found.reference}`;
  await runOwed(tasks.on);
});

afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

const wait = (days: number) => passDays(house, days, analyst, lead);

type Fields = Parameters<Colleague["browser"]["submit"]>[1];

const send = (who: Colleague, deed: string, fields: Fields) =>
  who.browser.submit(`${path}/promises`, fields, `${path}/deeds/${deed}?view=promises`);

const record = (fields: Fields) =>
  send(analyst, "record-milestone", { evidence: "The minutes of the call.", ...fields });

const read = async (view = "promises", who = analyst) =>
  textOf((await who.browser.get(`${path}/${view}`)).body);

const clocks = () => house.context.transaction(theWorker, (tx) => clocksOf(tx, found.caseId));

async function clockOf(promise: PromiseId): Promise<ClockRow> {
  const clock = (await clocks()).findLast((each) => each.promise === promise);
  if (!clock) throw new Error(`no clock of ${promise}`);
  return clock;
}

test("[ALE-31] [ALU-06] [VEN-11] the ledger says what is owed, to whom, by when and whose number it is", async () => {
  const page = await read();
  expect(page).toMatch(
    /Status update to the reporter Due in 2 weeks 25 March 2026, 23:59 Europe\/Paris/,
  );
  expect(page).toContain("Our target 14 days, from the last update not told outside");
  expect(page).toContain("ALE-18, ALE-31, ALU-06, VEN-11");
  expect(page).toContain("Kept in time, or no longer owed: 1");
  expect(page).toContain("Kept: Parley acknowledged the report to the reporter");
});

test("what has no clock says why, and what would begin it", async () => {
  const page = await read();
  expect(page).toContain("Why is there no clock here?");
  expect(page).toContain("it begins when this is recorded");
});

test("a promise is paused with a reason and on whom we wait, and nothing of its time is lost", async () => {
  const { clockId } = await clockOf("relevancy");
  const nobody = await send(analyst, "pause-promise", { clockId, reason: "Lab is closed." });
  expect(nobody.statusCode).toBe(422);
  const paused = await send(analyst, "pause-promise", {
    clockId,
    waitsFor: "vendor",
    reason: "Their laboratory is closed.",
  });
  expect(paused.headers.location).toBe(`${path}/promises?done=pause-promise`);
  expect(await read()).toContain("We wait for a vendor or supplier: Their laboratory is closed.");
  const twice = await send(analyst, "pause-promise", {
    clockId,
    waitsFor: "other",
    reason: "Again.",
  });
  expect(textOf(twice.body)).toContain("This promise is paused already.");
  await wait(7);
  const before = (await clockOf("relevancy")).dueAt;
  await send(analyst, "resume-promise", { clockId });
  const after = await clockOf("relevancy");
  expect(before).toEqual(new Date("2026-03-25T22:59:59Z"));
  expect(after.dueAt).toEqual(new Date("2026-04-01T21:59:59Z"));
  expect(await read()).toMatch(
    /25 March 2026, 23:59.*until it moved.*18 March 2026.*because it stood still/,
  );
  expect(await read("history")).toMatch(
    /paused a promise \(Relevancy\), waiting for a vendor or supplier.*Their laboratory is closed\./,
  );
});

test("[ALE-59] an authority's hours count from becoming aware, to the second, and cannot be paused", async () => {
  const known = await record({ what: "exploitation.known", at: "2026-03-17T10:00", atZone: "UTC" });
  expect(known.headers.location).toBe(`${path}/promises?done=record-milestone`);
  const clock = await clockOf("regulator-early-warning");
  // Becoming aware counts, not writing it down: 24 hours to the second.
  expect(clock).toMatchObject({
    startedAt: new Date("2026-03-17T10:00:00Z"),
    dueAt: new Date("2026-03-18T10:00:00Z"),
  });
  const refused = await send(analyst, "pause-promise", {
    clockId: clock.clockId,
    waitsFor: "other",
    reason: "The authority is on holiday.",
  });
  expect(textOf(refused.body)).toContain("set by a rule that is not ours");
});

test("what is owed to an authority is not on the reporter's side of the case", async () => {
  const theirs = await house.context.transaction(found.reporter, (tx) =>
    clocksOf(tx, found.caseId),
  );
  expect(theirs.map(({ promise }) => promise)).not.toContain("regulator-early-warning");
  expect(await clockOf("regulator-early-warning")).toMatchObject({ owedTo: staffSide });
  expect(theirs.map(({ promise }) => promise)).toContain("status-update");
});

test("[CC-05] [CC-06] a coordinator's 45 days count from the first contact attempt, not from our reading", async () => {
  await record({ what: "coordinator.contact-attempted", at: "2026-03-01T10:00", atZone: "UTC" });
  const first = await clockOf("coordinator-publication");
  expect(first.startedAt).toEqual(new Date("2026-03-01T10:00:00Z"));
  expect(first.dueAt?.toISOString()).toMatch(/^2026-04-1[5-7]/);
  await record({
    what: "coordinator.contact-attempted",
    until: "2026-05-04T12:00",
    untilZone: "UTC",
  });
  const stated = await clockOf("coordinator-publication");
  expect(stated).toMatchObject({ clockId: first.clockId, dueAt: new Date("2026-05-04T12:00:00Z") });
  expect(stated.formerDues).toMatchObject([{ dueAt: first.dueAt, because: "agreed" }]);
  expect(await read()).toContain("by a new agreement");
});

test("a fact in the future, an agreement without a date and a missing reason are refused, and no word is lost", async () => {
  const future = await record({
    what: "exploitation.known",
    at: "2030-01-01T00:00",
    atZone: "UTC",
  });
  expect(future.statusCode).toBe(422);
  expect(textOf(future.body)).toContain("it lies in the future");
  expect(future.body).toContain("The minutes of the call.");
  expect(textOf((await record({ what: "embargo.agreed" })).body)).toContain("needs its date");
  const silent = await record({ what: "embargo.ended", evidence: "" });
  expect(textOf(silent.body)).toContain("Say how this is known.");
  const year200 = await record({ what: "embargo.ended", at: "0200-01-01T00:00" });
  expect(textOf(year200.body)).toContain("before the year 2000");
  const word = await record({ what: "embargo.ended", at: "last tuesday" });
  expect(textOf(word.body)).toContain("is not an instant");
});

test("[ALE-35] [ALU-10] an agreed date moves by a new agreement, keeps the old one, and is never paused", async () => {
  const until = { until: "2026-06-01T12:00", untilZone: "UTC", partyId: found.reporter.id };
  await record({ what: "embargo.agreed", ...until });
  const clock = await clockOf("embargo-end");
  expect(clock).toMatchObject({
    owedTo: found.reporter.id,
    dueAt: new Date("2026-06-01T12:00:00Z"),
  });
  await record({ what: "embargo.extended", ...until, until: "2026-07-01T12:00" });
  expect((await clockOf("embargo-end")).formerDues).toMatchObject([
    { dueAt: new Date("2026-06-01T12:00:00Z"), because: "agreed" },
  ]);
  const pause = { clockId: clock.clockId, waitsFor: "party", reason: "They asked." };
  expect(textOf((await send(analyst, "pause-promise", pause)).body)).toContain(
    "agreed with a party",
  );
  await record({ what: "embargo.withdrawn" });
  expect((await clockOf("embargo-end")).stoppedAt).toBeDefined();
});

test("only what is broken is explained, and the party reads the newest reason in its own side", async () => {
  const { clockId } = await clockOf("status-update");
  const early = await send(analyst, "explain-breach", {
    clockId,
    reason: "We were all ill at once.",
  });
  expect(textOf(early.body)).toContain("This promise is not broken.");
  await wait(9);
  expect(await read()).toContain("No reason given yet");
  await send(analyst, "explain-breach", { clockId, reason: "We were all ill at once." });
  await send(analyst, "explain-breach", {
    clockId,
    reason: "Our only analyst was ill for a week.",
  });
  expect(await read()).toContain("Our only analyst was ill for a week.");
  const told = await house.context.transaction(found.reporter, (tx) =>
    ledgerClocksOf(house.context, tx, found.caseId),
  );
  const update = told.find((clock) => clock.clockId === clockId);
  expect(update?.breach?.reason).toBe("Our only analyst was ill for a week.");
  const history = await read("history");
  expect(history).toContain("We were all ill at once.");
});

test("a reason to the party is sealed: no word of it is in the database", async () => {
  const { rows } = await house.pools.worker.query<{ all: string }>(
    `select string_agg(body || encode(coalesce(text_sealed, ''), 'escape'), ' ') as all from events`,
  );
  expect(rows[0]?.all).toContain("promise");
  for (const word of ["analyst was ill", "minutes of the call", "laboratory"]) {
    expect(rows[0]?.all).not.toContain(word);
  }
});

test("[VEN-36] a newer version in force changes nothing for an open case, not even by a deed", async () => {
  expect(house.context.now() > new Date("2026-03-20T00:00:00Z")).toBe(true);
  await analyst.browser.submit(
    `${path}/conversation`,
    { partyId: found.reporter.id, text: "We look into it." },
    `${path}/deeds/send-message?view=conversation`,
  );
  await runOwed(tasks.on);
  const next = await clockOf("status-update");
  expect(next).toMatchObject({ policyVersion: 1 });
  expect((next.dueAt?.getTime() ?? 0) - +next.startedAt).toBeLessThan(17 * day * 1000);
  const page = await read("promises", lead);
  expect(page).toContain("A later version is in force: 2");
  expect(page).toContain("Version 1 of the policy of ALE");
});

test("[VEN-36] a case moves to a later version by a deed with its reason, never back, and keeps its old dates", async () => {
  const reason = "The reporter asked for the rules that hold today.";
  expect((await send(analyst, "move-case-to-policy", { version: "2", reason })).statusCode).toBe(
    403,
  );
  const move = (version: string, why = reason) =>
    send(lead, "move-case-to-policy", { version, reason: why });
  expect(textOf((await move("1")).body)).toContain("moves to a later version only, never back");
  expect(textOf((await move("9")).body)).toContain("The policy has no version 9.");
  expect((await move("2", "so")).statusCode).toBe(422);
  const before = await clockOf("status-update");
  expect((await move("2")).headers.location).toBe(`${path}/promises?done=move-case-to-policy`);
  const after = await clockOf("status-update");
  expect(after).toMatchObject({ clockId: before.clockId, policyVersion: 2 });
  expect(after.formerDues.at(-1)).toMatchObject({ dueAt: before.dueAt, because: "policy" });
  expect(after.dueAt?.getTime()).toBeGreaterThan(before.dueAt?.getTime() ?? 0);
  // What a coordinator stated is not ours to move.
  expect((await clockOf("coordinator-publication")).dueAt).toEqual(
    new Date("2026-05-04T12:00:00Z"),
  );
  // The later version says nothing of relevancy: that promise ended with the move.
  expect((await clockOf("relevancy")).stoppedAt).toEqual(house.context.now());
  expect(textOf((await move("2")).body)).toContain("runs by version 2 of the policy");
  const page = await read();
  expect(page).toContain("Version 2 of the policy of ALE");
  expect(page).toContain("because the case moved to another policy");
  expect(await read("history")).toMatch(
    /moved the case from version 1 to version 2 of the policy.*The reporter asked for the rules that hold today\./,
  );
});

test("[VEN-36] deeds after the move follow the later version", async () => {
  await analyst.browser.submit(
    `${path}/conversation`,
    { partyId: found.reporter.id, text: "We found it." },
    `${path}/deeds/send-message?view=conversation`,
  );
  await runOwed(tasks.on);
  const next = await clockOf("status-update");
  expect(next.policyVersion).toBe(2);
  expect((next.dueAt?.getTime() ?? 0) - +next.startedAt).toBeGreaterThan(29 * day * 1000);
});

test("[VEN-36] an old case is scored by its own version's rules until it moves", async () => {
  // Taken before the later version came into force.
  const other = `/console/cases/${second.reference}`;
  const on = (who: Colleague, deed: string, view: string, fields: Fields) =>
    who.browser.submit(`${other}/${view}`, fields, `${other}/deeds/${deed}?view=${view}`);
  const score = async (vector: string) => {
    const { body } = await analyst.browser.get(`${other}/vulnerability`);
    const vulnerabilityId = /name="vulnerabilityId" value="([^"]+)"/.exec(body)?.[1] ?? "";
    return on(analyst, "score-vulnerability", "vulnerability", { vulnerabilityId, vector });
  };
  await on(analyst, "decide-relevancy", "conversation", {
    outcome: "relevant",
    touches: ["availability"],
    explanation: "An outsider can restart the gateway at will.",
  });
  const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
  expect((await score(vector)).statusCode).toBe(303);
  const reason = "The customer asks for CVSS 4.0.";
  await on(lead, "move-case-to-policy", "promises", { version: "2", reason });
  const refused = await score(vector);
  expect(textOf(refused.body)).toContain("The policy does not score in CVSS 3.1; it accepts 4.0.");
});

test("a closed case does not move to another policy", async () => {
  await closeUnreached(house.context, await aPerson(house, "analyst"), found.caseId);
  const moved = await send(lead, "move-case-to-policy", {
    version: "2",
    reason: "It would be nice to have.",
  });
  expect(textOf(moved.body)).toContain("is closed. Reopen it first");
});
