/** Two people at the same words: whoever saves second sees both versions and loses none of their own. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { addProduct } from "../../actions/products/add-product.ts";

let house: TestContext;
let web: TestWeb;
let analyst: Colleague;
let lead: Colleague;
let found: TestCase;
let path: string;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst", "publisher");
  lead = await aSignedIn(web, house.context, "lead", "lead");
  found = await aCase(house);
  path = `/console/cases/${found.reference}`;
  const relevant = { outcome: "relevant", touches: "availability" };
  await send(lead, "decide-relevancy", "", relevant);
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const pageOf = (view: string) => (view === "" ? path : `${path}/${view}`);
const read = async (who: Colleague, view: string) => (await who.browser.get(pageOf(view))).body;
const send = (who: Colleague, deed: string, view: string, fields: Record<string, string>) =>
  who.browser.submit(
    pageOf(view),
    fields,
    `${path}/deeds/${deed}?view=${encodeURIComponent(view || "overview")}`,
  );

/** The hidden fields of the form of a deed, as a browser sends them along. */
async function begun(who: Colleague, deed: string, view: string): Promise<Record<string, string>> {
  const html = await read(who, view);
  const [, form = ""] = html.split(`/deeds/${deed}?`);
  const [inside = ""] = form.split("</form>");
  const hidden = [...inside.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return Object.fromEntries(
    hidden.filter(([, name]) => name !== "_csrf").map(([, name = "", value = ""]) => [name, value]),
  );
}

test.each([
  ["rename-case", "", "title", "Restart of the gateway", "The gateway’s parser restarts it"],
  [
    "describe-vulnerability",
    "vulnerability",
    "title",
    "A parser’s restart",
    "Restart, by a packet",
  ],
])(
  "%s: both versions stand beside each other, and the second one can still be saved",
  async (deed, view, field, first, second) => {
    const [theirs, mine] = [await begun(lead, deed, view), await begun(analyst, deed, view)];
    expect((await send(lead, deed, view, { ...theirs, [field]: first })).statusCode).toBe(303);
    const late = await send(analyst, deed, view, { ...mine, [field]: second });
    expect(late.statusCode).toBe(409);
    const words = textOf(late.body);
    expect(words).toContain("Somebody else saved this while you wrote");
    expect(words).toMatch(new RegExp(`${first}.*${second}`));
    expect(late.body).toContain(`value="${second}"`);
    // What the refused form carries is how it is now: sent once more it is saved.
    const [, form = ""] = late.body.split(`/deeds/${deed}?`);
    const asOf = /name="asOf" value="([^"]+)"/.exec(form)?.[1] ?? "";
    expect(asOf).not.toBe(mine.asOf);
    const saved = await send(analyst, deed, view, { ...mine, asOf, [field]: second });
    expect(saved.statusCode).toBe(303);
    expect(textOf(await read(lead, view))).toContain(second);
  },
);

test("a score that somebody else gave meanwhile stands beside what one chose", async () => {
  const view = "vulnerability";
  const [theirs, mine] = [
    await begun(lead, "score-vulnerability", view),
    await begun(analyst, "score-vulnerability", view),
  ];
  const first = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
  const second = "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
  const saved = await send(lead, "score-vulnerability", view, { ...theirs, vector: first });
  expect(saved.statusCode).toBe(303);
  const late = await send(analyst, "score-vulnerability", view, { ...mine, vector: second });
  expect(late.statusCode).toBe(409);
  const words = textOf(late.body);
  expect(words).toContain("Somebody else scored it while you chose");
  expect(words).toMatch(/As it is now CVSS:3.1\/AV:N.*7.5, The lead/);
  expect(words).toMatch(/As you chose it +CVSS:3.1\/AV:A/);
});

test("a fact that was corrected meanwhile stands beside one's own correction", async () => {
  const view = "facts";
  const fact = {
    ...{ kind: "attack-observed", occurredAt: "2026-01-04T10:00", occurredAtZone: "UTC" },
    ...{
      desk: "psirt",
      source: "customer",
      confidence: "confirmed",
      evidence: "Their mail.",
      advisory: "not-owed",
    },
  };
  const recorded = await send(lead, "record-fact", view, fact);
  expect(recorded.statusCode, textOf(recorded.body)).toBe(303);
  const [theirs, mine] = [
    await begun(lead, "correct-fact", view),
    await begun(analyst, "correct-fact", view),
  ];
  const at = (hour: string) => ({ ...fact, occurredAt: `2026-01-04T${hour}:00` });
  expect((await send(lead, "correct-fact", view, { ...theirs, ...at("11") })).statusCode).toBe(303);
  const late = await send(analyst, "correct-fact", view, { ...mine, ...at("12") });
  expect(late.statusCode).toBe(409);
  expect(textOf(late.body)).toMatch(
    /When did it happen\? As it is now 4 January 2026, \d\d:00.*As you wrote it 4 January 2026/,
  );
});

test("words of a publication that were edited meanwhile stand beside one's own", async () => {
  const drafted = await send(analyst, "draft-advisory", "publications", { type: "SA" });
  const view = String(drafted.headers.location).split(`${path}/`)[1]?.split("?")[0] ?? "";
  expect(view).toMatch(/^publications\//);
  const form = await begun(analyst, "edit-advisory", view);
  const words = { title: "A title of the advisory", summary: "The summary of one." };
  const first = await send(analyst, "edit-advisory", view, { ...form, ...words });
  expect(first.statusCode).toBe(303);
  const late = await send(analyst, "edit-advisory", view, { ...form, ...words, summary: "Two." });
  expect(late.statusCode).toBe(409);
  expect(textOf(late.body)).toMatch(
    /Summary As it is now The summary of one\. As you wrote it Two\./,
  );
  expect(late.body).toContain(">Two.</textarea>");
});

test("a list of products that somebody else saved meanwhile stands row by row beside one's own", async () => {
  const view = "vulnerability";
  const publisher = await aPerson(house, "psp");
  const product = async (name: string) => {
    const added = { entity: "Example Networks", name };
    return (await perform(house.context, addProduct, publisher, added)).productId;
  };
  const [first, second] = [await product("OmniGate 1"), await product("OmniGate 2")];
  const deed = "set-affected-products";
  const [theirs, mine] = [await begun(lead, deed, view), await begun(analyst, deed, view)];
  const row = (productId: string) => ({
    ...{ "products.0.productId": productId, "products.0.status": "affected" },
    "products.0.versions": "",
  });
  expect((await send(lead, deed, view, { ...theirs, ...row(first) })).statusCode).toBe(303);
  const late = await send(analyst, deed, view, { ...mine, ...row(second) });
  expect(late.statusCode).toBe(409);
  const words = textOf(late.body);
  expect(words).toContain("Somebody else saved this while you wrote");
  expect(words).toMatch(
    /As it is now +Example Networks OmniGate 1, Affected.*As you wrote it +Example Networks OmniGate 2, Affected/,
  );
});

test.each([
  [
    "decide-relevancy",
    { outcome: "relevant", touches: "integrity" },
    { outcome: "not-relevant", reasons: "intended", explanation: "It is meant so. ".repeat(8) },
    /As it is now +Relevant.*As you wrote it +Not taken up/,
  ],
  [
    "conclude-analysis",
    { outcome: "confirmed", explanation: "We saw it on our bench, with the packet of the report." },
    { outcome: "not-confirmed", explanation: "It does not happen on our bench. ".repeat(4) },
    /As it is now +Confirmed.*As you wrote it +Not confirmed/,
  ],
])(
  "%s: the reporter is not told two things by two people at once",
  async (deed, one, other, both) => {
    path = `/console/cases/${(await aCase(house)).reference}`;
    if (deed === "conclude-analysis") {
      await send(lead, "decide-relevancy", "", { outcome: "relevant", touches: "availability" });
    }
    const [theirs, mine] = [await begun(lead, deed, ""), await begun(analyst, deed, "")];
    expect((await send(lead, deed, "", { ...theirs, ...one })).statusCode).toBe(303);
    const late = await send(analyst, deed, "", { ...mine, ...other });
    expect(late.statusCode).toBe(409);
    expect(textOf(late.body)).toContain("Somebody else saved this while you wrote");
    expect(textOf(late.body)).toMatch(both);
    expect(late.body).toContain(other.explanation.trim());
    const [, form = ""] = late.body.split(`/deeds/${deed}?`);
    const asOf = /name="asOf" value="([^"]+)"/.exec(form)?.[1] ?? "";
    expect((await send(analyst, deed, "", { ...mine, ...other, asOf })).statusCode).toBe(303);
  },
);

test("[ALU-10] a promised date that a colleague moved meanwhile is not moved unseen", async () => {
  path = `/console/cases/${(await aCase(house)).reference}`;
  await send(lead, "decide-relevancy", "", { outcome: "relevant", touches: "availability" });
  const view = "vulnerability";
  const planned = await begun(lead, "plan-remedy", view);
  const on = (day: string) => ({ promisedFor: `2099-${day}T12:00`, promisedForZone: "UTC" });
  const remedy = { kind: "patch", term: "long", text: "Install 2.4.1." };
  const plan = await send(lead, "plan-remedy", view, { ...planned, ...remedy, ...on("04-01") });
  expect(plan.statusCode, textOf(plan.body)).toBe(303);
  const deed = "move-remedy-date";
  const [theirs, mine] = [await begun(lead, deed, view), await begun(analyst, deed, view)];
  const reason = "The correction broke the failover.";
  const moved = await send(lead, deed, view, { ...theirs, reason, ...on("06-01") });
  expect(moved.statusCode, textOf(moved.body)).toBe(303);
  const late = await send(analyst, deed, view, { ...mine, reason, ...on("05-01") });
  expect(late.statusCode).toBe(409);
  expect(textOf(late.body)).toMatch(/As it is now.*1 June 2099.*As you wrote it.*1 May 2099/);
});
