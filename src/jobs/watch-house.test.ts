import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext, theWorker } from "../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../test/support/tasks.ts";
import { houseAlarmsRecorded } from "../store/clocks/house-reader.ts";
import { keepSiteFiles } from "./publishing/site-files.ts";
import type { TaskContext } from "./task-context.ts";
import { watchHouse } from "./watch-house.ts";

let house: TestContext;
let tasks: TestTasks;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const recorded = () =>
  house.context.transaction(theWorker, async (tx) =>
    (await houseAlarmsRecorded(tx)).map(({ promise, hoursBefore }) => [promise, hoursBefore / 24]),
  );

test("[ALE-47] what the team publishes and what runs out is told in time, each warning once", async () => {
  const { mailReader } = tasks.on;
  const on: TaskContext = {
    ...tasks.on,
    mailReader: {
      ...mailReader,
      readPublicKey: async (key, now) => ({
        ...(await mailReader.readPublicKey(key, now)),
        // Of the two keys, only the first one runs out.
        runsOut: key === tasks.ownKey.publicKey ? new Date("2026-07-01T00:00:00Z") : null,
      }),
    },
  };
  await keepSiteFiles(on);
  expect(await watchHouse(on)).toBe(0);
  // The security.txt of 11 March holds for 90 days; nobody renews it in this story.
  house.setClock("2026-05-20T08:00:00.000Z");
  expect(await watchHouse(on)).toBe(2);
  expect(await watchHouse(on)).toBe(0);
  house.setClock("2026-06-09T08:00:00.000Z");
  expect(await watchHouse(on)).toBe(2);
  expect(await recorded()).toEqual([
    ["key-expiry", 30],
    ["security-txt-expiry", 0],
    ["key-expiry", 60],
    ["security-txt-expiry", 30],
  ]);
});
