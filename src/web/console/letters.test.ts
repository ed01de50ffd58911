import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";

let house: TestContext;
let web: TestWeb;
let lead: Colleague;
let path: string;
let partyId: string;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "a lead of letters", "lead");
  const made = await aCase(house);
  partyId = made.reporter.id;
  path = `/console/cases/${made.reference}`;
  await house.pools.worker.query("update parties set language = 'fr' where party_id = $1", [
    partyId,
  ]);
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

test("the page of letters shows each in both languages, with the policy version that words it", async () => {
  const { body } = await lead.browser.get("/console/letters");
  const text = textOf(body);
  expect(text).toContain("in the words of version 1 of the policy");
  for (const words of ["We have received your report", "Nous avons reçu votre signalement"]) {
    expect(text).toContain(words);
  }
  expect(text).toContain("Embargo: proposal");
});

test("the one key of the conversation leads to the ready texts for whom one writes to", async () => {
  const { body } = await lead.browser.get(`${path}/conversation`);
  expect(body).toMatch(/Insert a template <span class="key nav-key">t<\/span>/);
  const offered = textOf((await lead.browser.get(`${path}/conversation?insert=${partyId}`)).body);
  expect(offered).toContain("Embargo: proposal");
  expect(offered).not.toContain("Answer to a coordinator");
});

test("a ready text stands in the party's language, with the reference, and blanks for the rest", async () => {
  const { body } = await lead.browser.get(
    `${path}/conversation?to=${partyId}&letter=embargo-proposal`,
  );
  expect(body).toContain("nous proposons que les deux parties gardent le silence jusqu’au");
  expect(body).toContain("[___ fin de l’embargo ___]");
  expect(body).toContain('value="Nous proposons une date de fin de confidentialité"');
});

test("a preview shows the whole letter, keeps the words in the form, and sends nothing", async () => {
  const message = { partyId, text: "Nous avançons.", question: "", letter: "status" };
  const before = await messages();
  const { body, statusCode } = await lead.browser.submit(
    `${path}/conversation`,
    message,
    `${path}/letter-preview`,
  );
  expect(statusCode).toBe(200);
  expect(body).toMatch(/Bonjour,\n\nNous avançons\.\n\nVous pouvez suivre/);
  expect(body).toContain("/portal/link/…");
  expect(body).toMatch(/<textarea[^>]*>\n?Nous avançons\.<\/textarea>/);
  expect(body).not.toContain("Nous attendons votre réponse");
  expect(await messages()).toBe(before);
});

test("words of a draft stay above the template; a template that nobody changed makes way", async () => {
  const to = `${path}/conversation?to=${partyId}&letter=`;
  const textIn = async (letter: string) => {
    const { body } = await lead.browser.get(`${to}${letter}`);
    return /<textarea[^>]*name="text"[^>]*>([^<]*)</.exec(body)?.[1]?.trim() ?? "";
  };
  const draft = `${path}/drafts?view=conversation&form=send-message+${partyId}`;
  const keep = (more: Readonly<Record<string, string>>) =>
    lead.browser.submit(`${path}/conversation`, { partyId, ...more }, draft);
  const alone = await textIn("embargo-proposal");
  await keep({ text: "Nos propres mots." });
  expect(await textIn("embargo-proposal")).toBe(`Nos propres mots.\n\n${alone}`);
  await keep({ text: alone, letter: "embargo-proposal" });
  const other = await textIn("embargo-counter");
  expect(other).not.toContain(alone);
  expect(other).not.toBe("");
  const { body } = await lead.browser.get(`${path}/conversation`);
  expect(body).toContain(alone);
  await lead.browser.submit(
    `${path}/conversation`,
    { partyId },
    draft.replace("drafts", "drafts/removal"),
  );
});

test("ready texts are found by typing, and the one that was used last comes first", async () => {
  const to = `${path}/conversation?insert=${partyId}`;
  const titles = async (address: string) =>
    [...(await lead.browser.get(address)).body.matchAll(/<a data-row[^>]*>([^<]*)/g)].map(
      ([, title]) => title,
    );
  expect((await titles(to))[0]).not.toBe("Embargo: proposal");
  expect(await titles(`${to}&find=counter+embargo`)).toEqual(["Embargo: counter-proposal"]);
  expect(textOf((await lead.browser.get(`${to}&find=quokka`)).body)).toContain(
    "No template has these words",
  );
  const message = { partyId, letter: "embargo-proposal", text: "Le 4 mai.", question: "" };
  const sent = await lead.browser.submit(
    `${path}/conversation`,
    message,
    `${path}/deeds/send-message?view=conversation`,
  );
  expect(sent.statusCode).toBe(303);
  expect((await titles(to))[0]).toBe("Embargo: proposal");
});

async function messages(): Promise<number> {
  const { rows } = await house.pools.worker.query("select count(*)::int as n from messages");
  return rows[0].n;
}
