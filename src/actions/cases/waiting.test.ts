import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { isRunning } from "../../core/clocks/clock.ts";
import type { Actor } from "../../core/people/actor.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { queueRowsOf } from "../../store/cases/queue-reader.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { pausePromise } from "../clocks/pause-promise.ts";
import { resumePromise } from "../clocks/resume-promise.ts";
import { sendMessage } from "../messages/send-message.ts";
import { addToTeam } from "../teams/add-to-team.ts";
import { makeTeam } from "../teams/make-team.ts";
import { bounceCase } from "./bounce-case.ts";
import { endWaiting } from "./end-waiting.ts";
import { routeToEntity } from "./route-to-entity.ts";
import { waitFor } from "./wait-for.ts";

type Staff = Extract<Actor, { kind: "staff" }>;
const entity = "Thales Group subsidiaries";
const reason = "The product is made by this subsidiary.";

let house: TestContext;
let tasks: TestTasks;
let analyst: Staff;
let found: TestCase;
beforeAll(async () => {
  house = await testContext();
  Object.assign(house.context, { policies: [policyOf("thales.yaml")] });
  tasks = await testTasks(house);
  analyst = await aPerson(house, "analyst", "lead");
});
beforeEach(async () => {
  found = await aCase(house);
  await runOwed(tasks.on);
  house.passSeconds(3_600);
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

/** As a list shows it. */
async function waits() {
  return house.context.transaction(analyst, async (tx) => {
    const head = await headOf(tx, found.caseId);
    const [row] = await queueRowsOf(house.context, tx, [found.caseId]);
    expect(row).toMatchObject({ waitingOn: head?.waitingOn, waitingFor: head?.waitingFor });
    const { rows } = await house.pools.worker.query("select lane from cases where case_id = $1", [
      found.caseId,
    ]);
    return { on: row?.waitingOn, whom: row?.waitingFor, since: row?.waitingSince, ...rows[0] };
  });
}

test("a question to the reporter is waited for from when it was asked, by their pseudonym", async () => {
  const { caseId, reporter } = found;
  const asked = { caseId, partyId: reporter.id, text: "Which version?", question: true };
  await sendMessage.run(house.context, analyst, asked);
  await runOwed(tasks.on);
  const since = house.context.now();
  expect(await waits()).toEqual({ on: "reporter", whom: "Reporter", since, lane: 2 });

  house.passSeconds(60);
  await sendMessage.run(house.context, reporter, { caseId, text: "Version 2.4.", question: false });
  await runOwed(tasks.on);
  // Their answer is a word to us, which waits for one of ours.
  expect(await waits()).toEqual({ on: "us", whom: "reply", since: house.context.now(), lane: 1 });
});

test("an entity that is asked is waited for by its name, and the case stays ours to do", async () => {
  const { caseId } = found;
  const administrator = await aPerson(house, "administrator");
  const { teamId } = await makeTeam.run(house.context, administrator, {
    ...{ name: entity, entity, reason },
  });
  const lead = await aPerson(house, "lead");
  await addToTeam.run(house.context, administrator, { teamId, personId: lead.id, reason });
  await routeToEntity.run(house.context, analyst, { caseId, entity, reason });
  const since = house.context.now();
  house.passSeconds(60);
  expect(await waits()).toEqual({ on: "other", whom: entity, since, lane: 1 });

  const theirs = { ...lead, groupIds: [...lead.groupIds, teamId] };
  await bounceCase.run(house.context, theirs, { caseId, reason });
  expect(await waits()).toMatchObject({ on: "us", whom: null });
});

test("a promise that was paused by hand says on whom we wait, and the others stay ours to keep", async () => {
  const { caseId } = found;
  const clocks = await house.context.transaction(theWorker, (tx) => clocksOf(tx, caseId));
  const running = clocks.filter(isRunning);
  const since = house.context.now();
  for (const [index, { clockId }] of running.entries()) {
    const pause = { caseId, clockId, waitsFor: "vendor" as const, reason: "Their holiday." };
    await pausePromise.run(house.context, analyst, pause);
    const lane = index === running.length - 1 ? 2 : 1;
    expect(await waits()).toEqual({ on: "other", whom: "vendor", since, lane });
  }
  for (const { clockId } of running) {
    await resumePromise.run(house.context, analyst, { caseId, clockId });
  }
  expect(await waits()).toMatchObject({ on: "us", whom: null, lane: 1 });
});

test("a colleague says for whom else it waits, and since when, until it ends", async () => {
  const { caseId } = found;
  const since = house.context.now();
  const wait = {
    caseId,
    whom: "vendor" as const,
    reason: "The maker of the parser has the sample.",
  };
  await waitFor.run(house.context, analyst, wait);
  house.passSeconds(60);
  expect(await waits()).toEqual({ on: "other", whom: "vendor", since, lane: 1 });
  await expect(waitFor.run(house.context, analyst, wait)).rejects.toMatchObject({
    code: "case.waits-already",
  });
  await endWaiting.run(house.context, analyst, { caseId });
  expect(await waits()).toMatchObject({ on: "us", whom: null });
  await expect(endWaiting.run(house.context, analyst, { caseId })).rejects.toMatchObject({
    code: "case.waits-not",
  });
});
