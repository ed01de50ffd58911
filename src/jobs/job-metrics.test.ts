import { Registry } from "prom-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anyone, type TestContext, testContext } from "../../test/support/context.ts";
import { perform } from "../actions/action.ts";
import { takeReport } from "../actions/reports/take-report.ts";
import { jobMetrics } from "./job-metrics.ts";

let house: TestContext;
beforeAll(async () => {
  house = await testContext();
});
afterAll(() => house.close());

test("the metrics say what is owed, what waits and how jobs ended", async () => {
  const report = { email: "f@research.example", product: "Gateway", description: "It stops." };
  await perform(house.context, takeReport, anyone, report);
  const registry = new Registry();
  const observe = jobMetrics(registry, house.context, async () => 2);
  observe("notify", "failed", 0.2);
  const text = await registry.metrics();
  for (const line of [
    "parley_outbox_rows 1",
    "parley_inbox_waiting 1",
    "parley_clocks_overdue 0",
    "parley_tray_waiting 0",
    "parley_tray_oldest_seconds 0",
    'parley_not_for_us{reason="spam"} 0',
    "parley_jobs_dead_letters 2",
    'parley_mails{state="bounced"} 0',
    "parley_mail_oldest_owed_seconds 0",
    'parley_job_seconds_count{task="notify",outcome="failed"} 1',
  ]) {
    expect(text.split("\n")).toContain(line);
  }
});

test("a number that cannot be read is not told as zero, and the others are told", async () => {
  const registry = new Registry();
  jobMetrics(registry, house.context, () => Promise.reject(new Error("away")));
  const text = await registry.metrics();
  expect(text).toContain("parley_jobs_dead_letters Nan");
  expect(text).toContain("parley_outbox_rows 1");
});
