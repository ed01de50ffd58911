/** Saved filters: one's own and a team's, the one that the day begins with, and the page of all commands. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestWeb, testWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import { signInRoutes } from "../sign-in/sign-in-routes.tsx";
import { consoleRoutes } from "./console-routes.ts";

let house: TestContext;
let web: TestWeb;
let analyst: Colleague;
let lead: Colleague;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  const requestsPerMinute = { reads: 100_000, changes: 100_000 };
  web = await testWeb(house.context, [consoleRoutes, signInRoutes], { requestsPerMinute });
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  lead = await aSignedIn(web, house.context, "lead", "lead");
});

afterAll(async () => {
  await web.app.close();
  await house.close();
});

const path = "/console/filters";
const read = async (who: Colleague, url: string) => textOf((await who.browser.get(url)).body);
const save = (who: Colleague, fields: Readonly<Record<string, string>>) =>
  who.browser.submit(path, fields);

/** The id of the filter that the page of filters has the buttons of. */
async function idOf(who: Colleague, name: string): Promise<string> {
  const { body } = await who.browser.get(path);
  const row = body.split("<tr").find((each) => each.includes(`>${name}</a>`)) ?? "";
  return /filters\/([0-9a-f-]{36})\/removal/.exec(row)?.[1] ?? "";
}

test("the queue offers to save what it is filtered by, and lists what is saved with its keys", async () => {
  expect(await read(analyst, "/console")).not.toContain("Save this filter");
  const filtered = (await analyst.browser.get("/console?owner=nobody&kind=question")).body;
  expect(filtered).toContain(`${path}?owner=nobody&amp;kind=question#save`);
  const form = (await analyst.browser.get(`${path}?kind=question&owner=nobody`)).body;
  expect(form).toContain(">owner=nobody&amp;kind=question</textarea>");
  const query = "owner=nobody&kind=question";
  expect((await save(analyst, { name: "Unowned", query, teamId: "" })).statusCode).toBe(303);
  const queue = (await analyst.browser.get(`/console?${query}`)).body;
  expect(textOf(queue)).toContain("Unowned g 1");
  expect(textOf(queue)).not.toContain("Save this filter");
  // In the list of commands of every page.
  expect((await analyst.browser.get("/console/due")).body).toContain('data-keys="g 1"');
});

test("one's own filter is nobody else's, a team's is everybody's in it", async () => {
  expect(await read(lead, path)).toContain("No filter is saved yet");
  const made = await save(lead, { name: "Overdue", query: "due=overdue", teamId: psirtTeam });
  expect(made.statusCode).toBe(303);
  expect(await read(analyst, path)).toContain("Overdue");
  expect(await read(lead, path)).not.toContain("Unowned");
  const own = await idOf(analyst, "Unowned");
  const refused = await lead.browser.submit(path, { filterId: own }, `${path}/${own}/removal`);
  expect([refused.statusCode, await idOf(analyst, "Unowned")]).toEqual([404, own]);
});

test("what is no filter is said at its field, and no word is lost", async () => {
  const refused = await save(analyst, { name: "All", query: "lane=ours", teamId: "" });
  expect(refused.statusCode).toBe(422);
  expect(textOf(refused.body)).toContain("This is not a filter of the queue");
  expect(refused.body).toContain(">lane=ours</textarea>");
  const foreign = await save(analyst, {
    ...{ name: "Theirs", query: "due=day", teamId: house.context.newId() },
  });
  expect(foreign.statusCode).toBe(403);
  expect(textOf(foreign.body)).toContain("your own teams");
});

test("somebody begins with the filter that they chose, until it is removed", async () => {
  const starts = async () => (await analyst.browser.get("/console/start")).headers.location;
  expect(await starts()).toBe("/console");
  const filterId = await idOf(analyst, "Overdue");
  await analyst.browser.submit(path, { filterId }, `${path}/${filterId}/start`);
  expect(await starts()).toBe("/console?due=overdue");
  expect((await lead.browser.get("/console/start")).headers.location).toBe("/console");
  await analyst.browser.submit(path, {}, `${path}/start/removal`);
  expect(await starts()).toBe("/console");
  await analyst.browser.submit(path, { filterId }, `${path}/${filterId}/start`);
  await lead.browser.submit(path, { filterId }, `${path}/${filterId}/removal`);
  expect(await starts()).toBe("/console");
  expect(await read(analyst, path)).not.toContain("Overdue");
});

test("the page of commands lists the deeds that a role may do on a case, and a stranger finds none", async () => {
  const { reference } = await aCase(house);
  const page = await read(analyst, `/console/commands?case=${reference}`);
  expect(page).toContain("Decide relevancy Overview d r");
  expect(page).toContain("Unowned Filter g 1");
  expect(page).not.toContain("Reopen the case");
  // Legal colleagues alone record a legal disclosure.
  expect(page).not.toContain("Record a legal disclosure");
  const engineer = await aSignedIn(web, house.context, "engineer", "engineer");
  const answer = await engineer.browser.get(`/console/commands?case=${reference}`);
  expect(answer.statusCode).toBe(404);
});
