import { afterAll, beforeAll, expect, test } from "vitest";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { takeMail } from "../../actions/reports/take-mail.ts";
import { probeChannels } from "../../jobs/probes/probe-channels.ts";
import { runOwed } from "../../jobs/run-owed.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let lead: Colleague;
let administrator: Colleague;
let analyst: Colleague;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "lead");
  administrator = await aSignedIn(web, house.context, "administrator", "administrator");
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
});
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

const read = async (who: Colleague) => textOf((await who.browser.get("/console/due")).body);
const turn = () =>
  probeChannels(tasks.on, [{ channel: "mail", address: null }], {
    everyHours: 24,
    alarmMinutes: 60,
  });

test("[TH-09] administrators and leads see when a probe last came back, and nobody else does", async () => {
  for (const who of [lead, administrator]) expect(await read(who)).toContain("No probes leave");
  await turn();
  house.passSeconds(8);
  const raw = new Uint8Array(tasks.sent[0]?.raw ?? []);
  await takeMail.run(house.context, anyone, { raw });
  await runOwed(tasks.on);
  for (const who of [lead, administrator]) {
    expect(await read(who)).toMatch(
      /Report address Last probe back \d+ \w+ \d{4}, \d\d:\d\d .{2,40}, after 8 seconds\./,
    );
  }
  expect(await read(analyst)).not.toContain("Report address");
});

test("[TH-09] a channel that is down is shown with the hours that it was", async () => {
  house.passSeconds(25 * 3_600);
  lead = await aSignedIn(web, house.context, "second-lead", "lead");
  await turn();
  house.passSeconds(3_600);
  await turn();
  const page = await read(lead);
  expect(page).toMatch(/Report address Down The probe of .* did not come back\./);
  expect(page).toContain("Down once in 90 days, 60 min in all.");
});
