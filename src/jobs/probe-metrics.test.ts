import { Registry } from "prom-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anyone, type TestContext, testContext, theWorker } from "../../test/support/context.ts";
import { perform } from "../actions/action.ts";
import { ensureHouse } from "../actions/people/ensure-house.ts";
import { beginProbe, judgeProbe, settleProbe } from "../actions/probes/keep-probes.ts";
import { takeReport } from "../actions/reports/take-report.ts";
import { measureProbes } from "./probe-metrics.ts";

const rules = { everyHours: 24, alarmMinutes: 60 };

let house: TestContext;
beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
});
afterAll(() => house.close());

async function lines(): Promise<string[]> {
  const registry = new Registry();
  measureProbes(registry, house.context);
  return (await registry.metrics()).split("\n");
}

/** The probe of the report form is found in what came in. */
async function comesBack(token: string): Promise<void> {
  const report = { product: "Probe", description: "A probe.", answersBy: "portal" };
  await perform(house.context, takeReport, anyone, report);
  const { rows } = await house.pools.worker.query(
    "select inbox_id from inbox where state = 'new' limit 1",
  );
  const came = { inboxId: rows[0].inbox_id, channel: "form", token } as const;
  expect(await settleProbe(house.context, came)).toBe(true);
}

test("[TH-09] the metrics tell of each channel how old its last probe is, whether it is down, and for how long it was", async () => {
  expect((await lines()).filter((line) => line.startsWith("parley_channel"))).toEqual([]);
  const first = await beginProbe(house.context, "form");
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'parley_channel_probe_age_seconds{channel="form"} Nan',
      'parley_channel_down{channel="form"} 0',
      'parley_channel_downtime_seconds{channel="form"} 0',
    ]),
  );
  house.passSeconds(5);
  await comesBack(first);
  house.passSeconds(90_000);
  const second = await beginProbe(house.context, "form");
  await beginProbe(house.context, "mail:cna");
  house.passSeconds(7_200);
  await judgeProbe(house.context, "form", rules);
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'parley_channel_probe_age_seconds{channel="form"} 97200',
      'parley_channel_down{channel="form"} 1',
      'parley_channel_downtime_seconds{channel="form"} 7200',
      'parley_channel_down{channel="mail:cna"} 0',
    ]),
  );
  await comesBack(second);
  house.passSeconds(60);
  expect(await lines()).toEqual(
    expect.arrayContaining([
      'parley_channel_probe_age_seconds{channel="form"} 60',
      'parley_channel_down{channel="form"} 0',
      'parley_channel_downtime_seconds{channel="form"} 7200',
    ]),
  );
});

test("what cannot be read is told of no channel, and not as one that works", async () => {
  const registry = new Registry();
  measureProbes(registry, {
    ...house.context,
    transaction: () => Promise.reject(new Error("away")),
  });
  const found = (await registry.metrics()).split("\n");
  expect(found.filter((line) => line.startsWith("parley_channel"))).toEqual([]);
});
