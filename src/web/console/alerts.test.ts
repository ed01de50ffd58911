/** The page on where alarms go: what is refused, what is shown, and what is not. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import {
  aColleague,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { addAlertTarget } from "../../actions/alerts/target-deeds.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";

let house: TestContext;
let web: TestWeb;
let lead: Colleague;
let analyst: Colleague;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "lead");
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const path = "/console/alerts";

test("what is no address is said at the field, and what was typed stays", async () => {
  const refused = await analyst.browser.submit(path, {
    whose: "me",
    address: "pager",
    only: "all",
  });
  expect(refused.statusCode).toBe(422);
  expect(textOf(refused.body)).toContain("Write an address that begins with https://");
  expect(refused.body).toMatch(/<textarea[^>]*name="address"[^>]*>pager</);
});

test("of a webhook its host alone is shown: whoever has the whole address writes into the room", async () => {
  const steppedUp = { ...aColleague("lead"), id: lead.personId, steppedUp: true };
  const address = "https://chat.devices.example/hooks/zq-room";
  const target = { whose: "house", address };
  const { targetId, secret } = await perform(house.context, addAlertTarget, steppedUp, target);
  const { body } = await lead.browser.get(path);
  expect(textOf(body)).toContain("chat.devices.example Webhook");
  expect(body).not.toContain("zq-room");
  expect(body).not.toContain(secret);
  expect(textOf((await analyst.browser.get(path)).body)).not.toContain("chat.devices.example");
  const sent = await lead.browser.submit(path, { targetId }, `${path}/test`);
  expect(sent.statusCode).toBe(303);
  expect(textOf((await lead.browser.get(path)).body)).toContain("chat.devices.example Test");
});

test("what no job tries any more is said to stand still, with the deed that sends it again", async () => {
  const steppedUp = { ...aColleague("lead"), id: lead.personId, steppedUp: true };
  const target = { whose: "me", address: "pager@devices.example" };
  const { targetId } = await perform(house.context, addAlertTarget, steppedUp, target);
  await lead.browser.submit(path, { targetId }, `${path}/test`);
  const still = "Stands still: nothing tries it any more";
  const { body: owed } = await lead.browser.get(path);
  expect(textOf(owed).includes(still)).toBe(false);
  await house.pools.worker.query("delete from outbox where task = 'send-alert'");
  house.passSeconds(4 * 3_600);
  const { body } = await lead.browser.get(path);
  expect(textOf(body).includes(still)).toBe(true);
  const [, alertId = ""] = /name="alertId" value="([^"]+)"/.exec(body) ?? [];
  const again = await lead.browser.submit(path, { targetId, alertId }, `${path}/retry`);
  expect([again.statusCode, again.headers.location]).toEqual([303, `${path}?done=retry-alert`]);
  const left = await house.pools.worker.query("select 1 from outbox where task = 'send-alert'");
  expect(left.rows).toHaveLength(1);
});
