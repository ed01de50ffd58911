import { afterAll, beforeAll, expect, test } from "vitest";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { type TestWeb, testWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { takeMail } from "../../actions/reports/take-mail.ts";
import { probeChannels } from "../../jobs/probes/probe-channels.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { publicRoutes } from "../public/public-routes.ts";

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
/** The public pages, as strangers reach them. */
async function withSite(work: (site: string) => Promise<void>): Promise<void> {
  const { app } = await testWeb(house.context, [publicRoutes]);
  try {
    await work(await app.listen({ host: "127.0.0.1", port: 0 }));
  } finally {
    await app.close();
  }
}

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
      /Report address Last probe back just now \( ?\d+ \w+ \d{4}, \d\d:\d\d .{2,40}\), after 8 seconds\./,
    );
  }
  expect(await read(analyst)).not.toContain("Report address");
});

test("[TH-09] a channel that is down is shown with the hours that it was", async () => {
  house.passSeconds(25 * 3_600);
  lead = await aSignedIn(web, house.context, "second-lead", "lead");
  expect(await read(lead)).toContain("Last probe back 25 hours ago");
  await turn();
  house.passSeconds(3_600);
  await turn();
  const page = await read(lead);
  expect(page).toMatch(/Report address Down The probe of .* did not come back\./);
  expect(page).toContain("Down once in 90 days, 60 min in all.");
});

test("[TH-09] the report form and the API stand beside the ways in for mail, each with its last probe", async () => {
  await withSite(async (site) => {
    const channels = [
      { channel: "form", site },
      { channel: "api", site: "http://127.0.0.1:1" },
    ] as const;
    await probeChannels(tasks.on, channels, { everyHours: 24, alarmMinutes: 60 });
    await runOwed(tasks.on);
    const page = await read(lead);
    expect(page).toMatch(/Report form Last probe back just now .{20,60}, after 1 second\./);
    expect(page).toMatch(/API No probe has come back yet\./);
  });
});
