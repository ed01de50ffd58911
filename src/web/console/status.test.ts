/** The pages on which remedies and the status of versions are kept, by their forms alone. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { decideRelevancy } from "../../actions/decisions/decide-relevancy.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { addProduct } from "../../actions/products/add-product.ts";
import { addVersion } from "../../actions/products/version-deeds.ts";

let house: TestContext;
let web: TestWeb;
let lead: Colleague;
let found: TestCase;
let path: string;
let productId: string;
let vulnerabilityId: string;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead", "lead");
  found = await aCase(house);
  path = `/console/cases/${found.reference}`;
  const actor = await aPerson(house, "lead");
  const relevant = { caseId: found.caseId, outcome: "relevant", touches: ["availability"] };
  await perform(house.context, decideRelevancy, actor, relevant);
  const product = { entity: "Home", name: "OmniGate" };
  ({ productId } = await perform(house.context, addProduct, actor, product));
  for (const name of ["1.0", "2.0"]) {
    await perform(house.context, addVersion, actor, { productId, name, support: "full" });
  }
  const page = await read("vulnerability");
  vulnerabilityId = /name="vulnerabilityId" value="([^"]+)"/.exec(page)?.[1] ?? "";
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const read = async (view: string) => (await lead.browser.get(`${path}/${view}`)).body;

function send(deed: string, view: string, fields: Parameters<Colleague["browser"]["submit"]>[1]) {
  return lead.browser.submit(`${path}/${view}`, fields, `${path}/deeds/${deed}?view=${view}`);
}

const set = (fields: Parameters<typeof send>[2]) =>
  send("set-status", "status", { vulnerabilityId, ...fields });

test("a product is named first, and then each of its versions has a row", async () => {
  expect(textOf(await read("status"))).toContain("No product is named yet");
  expect((await set({ productId, status: "under-investigation" })).statusCode).toBe(303);
  const page = textOf(await read("status"));
  expect(page).toContain("OmniGate as a whole");
  expect(page).toContain("OmniGate 2.0 Home As the product: under investigation");
  expect(page).toContain("nothing is said yet of 2 single versions");
});

test("what is ticked and typed stays where the reason is missing", async () => {
  const boxes = [...(await read("status")).matchAll(/name="places" value="(version:[^"]+)"/g)];
  const places = boxes.map((match) => match[1] ?? "");
  const fields = { places, status: "not-affected", note: "The parser is another one." };
  const refused = await set(fields);
  expect(refused.statusCode).toBe(422);
  expect(textOf(refused.body)).toContain("Say which of the five reasons");
  expect(refused.body).toContain("The parser is another one.</textarea>");
  expect([...refused.body.matchAll(/value="version:[^>]*checked/g)]).toHaveLength(2);
  const whole = { ...fields, justification: "vulnerable_code_not_present", untilOn: "2026-04-01" };
  expect((await set(whole)).statusCode).toBe(303);
  const page = textOf(await read("status"));
  expect(page).toContain("Not affected The vulnerable code is not in it");
  expect(page).toContain("Temporary until 1 April 2026");
  expect(page).toContain("What was set, newest first (3)");
});

test("the list of the vulnerability’s page shows versions beside ranges", async () => {
  const page = textOf(await read("vulnerability"));
  expect(page).toContain("temporary until 1 April 2026");
});

test("a remedy’s moved date, its tests and who sees to it stand with it", async () => {
  const planned = { kind: "patch", term: "long", text: "Install 2.1.", ownerId: lead.personId };
  const date = { promisedFor: "2026-03-20T12:00", promisedForZone: "Europe/Paris" };
  await send("plan-remedy", "vulnerability", { vulnerabilityId, ...planned, ...date });
  const remedyId = /name="remedyId" value="([^"]+)"/.exec(await read("vulnerability"))?.[1] ?? "";
  const later = { remedyId, promisedFor: "2026-04-20T12:00", promisedForZone: "Europe/Paris" };
  const bare = await send("move-remedy-date", "vulnerability", later);
  expect([bare.statusCode, textOf(bare.body)]).toEqual([422, expect.stringContaining("Say in a")]);
  const reason = "The correction broke the failover.";
  await send("move-remedy-date", "vulnerability", { ...later, reason });
  const words = "The packet of the report does nothing any more.";
  await send("record-remedy-test", "vulnerability", { remedyId, result: "passed", words });
  const page = textOf(await read("vulnerability"));
  expect(page).toContain("The date moved once");
  expect(page).toContain(reason);
  expect(page).toContain(`Test passed ${words}`);
  expect(page).toContain("The lead sees to it");
  expect(page).toContain("Its newest test passed, so it can be delivered.");
});

test("a root cause and its follow-up stand on a page of their own, and the follow-up ends there", async () => {
  expect(textOf(await read("root-cause"))).toContain("No root cause is named yet");
  const cause = { practice: "testing", words: "No fuzzing reached the parser." };
  const bare = await send("record-root-cause", "root-cause", { ...cause, dueOn: "2026-04-01" });
  expect(bare.statusCode).toBe(422);
  expect(bare.body).toContain("No fuzzing reached the parser.</textarea>");
  const followUp = { followUp: "Fuzz it every night.", dueOn: "2026-04-01" };
  await send("record-root-cause", "root-cause", { ...cause, ...followUp });
  const page = await read("root-cause");
  expect(textOf(page)).toContain("Fuzz it every night. To do by 1 April 2026");
  const followUpId = /name="followUpId" value="([^"]+)"/.exec(page)?.[1] ?? "";
  await send("end-follow-up", "root-cause", { followUpId, words: "Since build 14." });
  expect(textOf(await read("root-cause"))).toContain("Since build 14.");
});

test("a ticket of another team is linked by its address, and its neutral words say nothing of the case", async () => {
  const page = textOf(await read("vulnerability"));
  expect(page).toContain(`Work item ${found.reference}`);
  const neutral = page.slice(page.indexOf("Work item"), page.indexOf("Link a ticket"));
  expect(neutral).not.toContain("OmniGate");
  const bare = { url: "tracker", what: "The correction in 2.x" };
  const refused = await send("link-ticket", "vulnerability", bare);
  expect(textOf(refused.body)).toContain("Give the ticket’s whole address");
  const url = "https://tracker.example/browse/GATE-12";
  expect((await send("link-ticket", "vulnerability", { ...bare, url })).statusCode).toBe(303);
  expect(await read("vulnerability")).toContain(`<a href="${url}" rel="noreferrer">`);
});

test("the history tells of causes and tickets in words", async () => {
  const history = textOf(await read("history"));
  expect(history).toContain("No fuzzing reached the parser. Fuzz it every night.");
  expect(history).toContain("The correction in 2.x: https://tracker.example/browse/GATE-12");
  expect(history).not.toContain('{"');
});
