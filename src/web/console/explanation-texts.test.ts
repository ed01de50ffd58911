/** Ready texts of decisions: found, filled in, completed by a person, told in the reporter's language. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";

let house: TestContext;
let web: TestWeb;
let analyst: Colleague;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "an analyst of reasons", "analyst");
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

/** A new report whose reporter reads that language; the address of its case. */
async function aReport(language = "en"): Promise<string> {
  const { reference, reporter } = await aCase(house, `a restart in ${language}`);
  await house.pools.worker.query("update parties set language = $2 where party_id = $1", [
    reporter.id,
    language,
  ]);
  return `/console/cases/${reference}`;
}

const read = async (url: string) => (await analyst.browser.get(url)).body;
const blank = "[___ why it is so, and where that is documented ___]";

test("[ALU-09] one key leads from the decision to the ready texts, which are found by their words", async () => {
  const path = await aReport();
  expect(await read(path)).toMatch(/Begin with a ready text <span class="key nav-key">e<\/span>/);
  const list = textOf(await read(`${path}?explain=decide-relevancy`));
  expect(list).toContain("Works as intended");
  expect(list).toContain("We need more to decide");
  expect(list).not.toContain("The analysis did not confirm it");
  const found = textOf(await read(`${path}?explain=decide-relevancy&find=scope+policy`));
  expect(found).toContain("Out of the scope of our policy");
  expect(found).not.toContain("Works as intended");
  expect(textOf(await read(`${path}?explain=decide-relevancy&find=nothing+such`))).toContain(
    "No template has these words",
  );
});

test("[ALU-09] a ready text fills in decision, reason and words, and is told only once a person completed it", async () => {
  const path = await aReport();
  const body = await read(`${path}?ready=intended`);
  expect(body).toMatch(/value="not-relevant"[^>]*checked/);
  expect(body).toMatch(/value="intended"[^>]*checked/);
  expect(body).toContain(blank);
  const explanation =
    /<textarea[^>]*name="explanation"[^>]*>([^<]*)</.exec(body)?.[1]?.trim() ?? "";
  const deed = `${path}/deeds/decide-relevancy?view=overview`;
  const fields = { outcome: "not-relevant", reasons: ["intended"], explanation };
  const refused = await analyst.browser.submit(path, fields, deed);
  expect(refused.statusCode).toBe(422);
  expect(textOf(refused.body)).toContain("A blank is still to be filled in: why it is so");
  expect(refused.body).toContain(blank);
  const completed = explanation.replace(blank, "The manual says so on page 4.");
  const done = await analyst.browser.submit(path, { ...fields, explanation: completed }, deed);
  expect(done.statusCode).toBe(303);
  expect(textOf(await read(path))).toContain("were not given. The manual says so on page 4.");
});

test("[ALU-09] it stands in the language of the reporter, else in the policy's first", async () => {
  const french = await read(`${await aReport("fr-CA")}?ready=out-of-scope`);
  expect(french).toContain("est hors du champ de notre politique");
  expect(/adresse (\S+)\. /.exec(french)?.[1]).toBe(`${house.context.baseUrl}/policy`);
  expect(await read(`${await aReport("de")}?ready=out-of-scope`)).toContain(
    "is out of the scope of our policy",
  );
});

test("a name that no ready text has changes nothing", async () => {
  const body = await read(`${await aReport()}?ready=nothing-such`);
  expect(body).not.toMatch(/value="not-relevant"[^>]*checked/);
});

const shownIn = (body: string) =>
  /<textarea[^>]*name="explanation"[^>]*>([^<]*)</.exec(body)?.[1]?.trim() ?? "";

test("words of a draft stay above the ready text; a ready text that nobody changed makes way", async () => {
  const path = await aReport();
  const keep = (explanation: string) =>
    analyst.browser.submit(
      path,
      { outcome: "relevant", touches: ["integrity"], explanation },
      `${path}/drafts?view=overview&form=decide-relevancy`,
    );
  await keep("Our own words,\r\non two lines.");
  const both = await read(`${path}?ready=intended`);
  expect(shownIn(both)).toMatch(/^Our own words,\non two lines\.\n\n.*were not given/s);
  expect(both).toMatch(/value="not-relevant"[^>]*checked/);
  expect(textOf(both)).toContain("Your own words stand first, the ready text below them.");
  const fresh = shownIn(await read(`${await aReport()}?ready=intended`));
  await keep(fresh);
  const other = await read(`${path}?ready=out-of-scope`);
  expect(shownIn(other)).toContain("is out of the scope of our policy");
  expect(shownIn(other)).not.toContain(fresh);
  expect(textOf(other)).not.toContain("Your own words stand first");
});
