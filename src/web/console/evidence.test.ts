import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { verdictOf } from "../../../test/support/evidence.ts";
import { keepKeysAndPolicy } from "../../../test/support/kept-policy.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";

let house: TestContext;
let web: TestWeb;
let lead: Colleague;
let found: TestCase;
beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  await keepKeysAndPolicy(house);
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "lead");
  found = await aCase(house);
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const pageOf = (view: string) => `/console/cases/${found.reference}/${view}`;
const deed = "deeds/make-evidence?view=history";

test("the history page makes an evidence pack and hands it over as a file", async () => {
  const page = await lead.browser.get(pageOf("history"));
  expect(page.body).toContain("Make and download");
  const made = await lead.browser.submit(pageOf("history"), {}, pageOf(deed));
  expect(made.statusCode).toBe(200);
  expect(made.headers["content-type"]).toBe("application/octet-stream");
  const name = `evidence-${found.reference}-2026-03-11.zip`;
  expect(made.headers["content-disposition"]).toBe(
    `attachment; filename="${name}"; filename*=UTF-8''${name}`,
  );
  const { errors } = await verdictOf(made.rawPayload, {}, house.context.now());
  expect(errors).toEqual([]);
  expect((await lead.browser.get(pageOf("history"))).body).toContain("made a plain evidence pack");
});

test("what is added without a reason is asked for again, with the choice still made", async () => {
  const sent = { include: "names" };
  const refused = await lead.browser.submit(pageOf("history"), sent, pageOf(deed));
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain("Say who gets the pack");
  expect(refused.body).toMatch(/value="names"[^>]* checked|checked[^>]* value="names"/);
});

test("who may not make one is not offered it", async () => {
  const speaker = await aSignedIn(web, house.context, "communicator", "communicator");
  const page = await speaker.browser.get(pageOf("history"));
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toContain("Make and download");
});
