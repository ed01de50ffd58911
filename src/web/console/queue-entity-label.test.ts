/** The queue and the search by entity and by label: pages, addresses, saved filters and the API. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { type TestWeb, testWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { bounceCase } from "../../actions/cases/bounce-case.ts";
import { labelCase } from "../../actions/cases/label-case.ts";
import { routeToEntity } from "../../actions/cases/route-to-entity.ts";
import { writeNote } from "../../actions/messages/write-note.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { addToTeam } from "../../actions/teams/add-to-team.ts";
import { makeTeam } from "../../actions/teams/make-team.ts";
import type { Actor } from "../../core/people/actor.ts";
import { signInRoutes } from "../sign-in/sign-in-routes.tsx";
import { consoleRoutes } from "./console-routes.ts";

const thales = policyOf("thales.yaml");
const entity = "Thales Group subsidiaries";
const reason = "The product is made by this subsidiary.";

let house: TestContext;
let web: TestWeb;
let lead: Extract<Actor, { kind: "staff" }>;
let theirs: Extract<Actor, { kind: "staff" }>;
let reader: Colleague;
let cases: TestCase[];

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  Object.assign(house.context, { policies: [thales] });
  const requestsPerMinute = { reads: 100_000, changes: 100_000 };
  web = await testWeb(house.context, [consoleRoutes, signInRoutes], { requestsPerMinute });
  lead = await aPerson(house, "lead", "analyst");
  const administrator = await aPerson(house, "administrator");
  const team = { name: entity, entity, reason };
  const { teamId } = await makeTeam.run(house.context, administrator, team);
  theirs = await aPerson(house, "lead");
  await house.pools.worker.query("delete from team_members where person_id = $1", [theirs.id]);
  const join = { teamId, personId: theirs.id, reason };
  await addToTeam.run(house.context, administrator, join);
  theirs = { ...theirs, groupIds: [teamId] };
  reader = await aSignedIn(web, house.context, "analyst", "analyst");
  cases = [];
  for (const word of ["okapi", "quagga", "numbat", "serval"]) {
    cases.push(await aCase(house, `The ${word} crashes.`));
  }
  reader = await aSignedIn(web, house.context, "second analyst", "analyst");
  for (const index of [0, 1]) {
    await routeToEntity.run(house.context, lead, { caseId: idOf(index), entity, reason });
  }
  for (const index of [1, 2]) await label(index, "Zero day");
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const idOf = (index: number) => cases[index]?.caseId ?? "";
const named = (...indices: number[]) => indices.map((index) => cases[index]?.reference).sort();
const label = (index: number, word: string) =>
  perform(house.context, labelCase, lead, { caseId: idOf(index), label: word, change: "add" });
const page = async (path: string, who = reader) => (await who.browser.get(path)).body;
const listed = (html: string) =>
  [...html.matchAll(/class="row-reference">([A-Z]+-\d+-\d+)/g)].map(([, found]) => found).sort();

test("[TH-10] the queue is filtered by the entity that has a case, or none, and says a name that nobody has", async () => {
  const of = (name: string) => page(`/console?${new URLSearchParams({ entity: name })}`);
  expect(listed(await of(entity))).toEqual(named(0, 1));
  expect(listed(await of(entity.toUpperCase()))).toEqual(named(0, 1));
  expect(listed(await of("none"))).toEqual(named(2, 3));
  expect(textOf(await of(entity))).toContain(`Entity: ${entity}`);
  expect(listed(await page(`/console/search?q=entity:"${entity}"+quagga`))).toEqual(named(1));
  expect(listed(await page("/console/search?q=entity:none"))).toEqual(named(2, 3));
  for (const body of [await of("Nowhere"), await page("/console/search?q=entity:Nowhere")]) {
    expect([listed(body), textOf(body).includes("No entity has this name.")]).toEqual([[], true]);
    expect(body).toContain("Nowhere");
  }
});

test("[TH-10] a case that an entity sends back is its no more", async () => {
  const back = { caseId: idOf(0), reason: "Another subsidiary makes this one." };
  await bounceCase.run(house.context, theirs, back);
  const query = new URLSearchParams({ entity });
  expect(listed(await page(`/console?${query}`))).toEqual(named(1));
  expect(listed(await page("/console?entity=none"))).toEqual(named(0, 2, 3));
});

test("[CC-31] the queue is filtered by a label as it was typed, whatever a note says of it", async () => {
  const { context } = house;
  await perform(context, writeNote, lead, { caseId: idOf(3), text: "Why not label:zero-day?" });
  for (const typed of ["zero-day", "Zero+day", "ZERO-DAY"]) {
    expect(listed(await page(`/console?label=${typed}`))).toEqual(named(1, 2));
  }
  expect(listed(await page("/console/search?q=label:zero-day"))).toEqual(named(1, 2));
  expect(listed(await page("/console/search?q=label:zero-day+entity:none"))).toEqual(named(2));
  expect(listed(await page("/console?label=zero-day&entity=none"))).toEqual(named(2));
  expect(listed(await page("/console?label=zero"))).toEqual([]);
  expect(textOf(await page("/console?label=zero"))).toContain("No case here fits the filter");
});

test("[CC-31] what is no label is said at its field with its words, and filters nothing", async () => {
  const body = await page("/console?label=%21%21");
  expect(textOf(body)).toContain("A label is a word of letters and digits");
  expect(body).toContain('value="!!"');
  expect(listed(body)).toEqual(named(0, 1, 2, 3));
  const search = await page("/console/search?q=label:%21%21");
  expect(textOf(search)).toContain("It takes a label: letters and digits, such as zero-day.");
});

test("[CC-31] somebody who is on no such case finds nothing by its label or entity, and hears the same of any", async () => {
  const stranger = await aSignedIn(web, house.context, "engineer", "engineer");
  for (const path of ["/console?label=", "/console/search?q=label:"]) {
    const [known, made] = [
      await page(`${path}zero-day`, stranger),
      await page(`${path}made-up0`, stranger),
    ];
    expect(listed(known)).toEqual([]);
    const bare = (html: string) => textOf(html).replaceAll(/zero-day|made-up0/g, "…");
    expect(bare(known)).toBe(bare(made));
  }
  const query = new URLSearchParams({ entity });
  expect(listed(await page(`/console?${query}`, stranger))).toEqual([]);
});

test("[CC-31] a saved filter with a label leads back to it, and no row holds the word in the clear", async () => {
  const path = "/console/filters";
  const saved = { name: "Urgent", query: "label=zero-day&entity=none", teamId: "" };
  expect((await reader.browser.submit(path, saved)).statusCode).toBe(303);
  const only = { name: "Only a label", query: "label=zero-day", teamId: "" };
  expect((await reader.browser.submit(path, only)).statusCode).toBe(303);
  const body = await page(path);
  expect(body).toContain('href="/console?entity=none&amp;label=zero-day"');
  expect(body).toContain('href="/console?label=zero-day"');
  const { rows } = await house.pools.worker.query(
    "select row_to_json(f)::text from saved_filters f",
  );
  expect(rows.length).toBe(2);
  expect(JSON.stringify(rows)).not.toContain("zero-day");
});
