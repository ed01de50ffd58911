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
