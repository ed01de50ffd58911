/**
 * One report's way through the console, by its forms alone, from the queue to the advisory: longer than
 * a file should be, since each step stands on the one before.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { countingStatements, type Statements } from "../../../test/support/statements.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { caseViews } from "./at-case.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let analyst: Colleague;
let lead: Colleague;
let approver: Colleague;
let found: TestCase;
let path: string;
let statements: Statements;

beforeAll(async () => {
  house = await testContext();
  statements = countingStatements(house.pools);
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  lead = await aSignedIn(web, house.context, "lead", "lead");
  approver = await aSignedIn(web, house.context, "approver", "approver");
  found = await aCase(house);
  path = `/console/cases/${found.reference}`;
});

afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

type Fields = Parameters<Colleague["browser"]["submit"]>[1];

/** Sends a deed's form from a page of the case. */
function send(who: Colleague, deed: string, fields: Fields, view = "overview") {
  const page = view === "overview" ? path : `${path}/${view}`;
  return who.browser.submit(page, fields, `${path}/deeds/${deed}?view=${view}`);
}

const read = async (who: Colleague, url = path) => (await who.browser.get(url)).body;

async function vulnerabilityId(): Promise<string> {
  const body = await read(analyst, `${path}/vulnerability`);
  return /name="vulnerabilityId" value="([^"]+)"/.exec(body)?.[1] ?? "";
}

test("a new report stands in the queue, and its page says the one next deed", async () => {
  await runOwed(tasks.on);
  const queue = textOf(await read(analyst, "/console"));
  expect(queue).toContain("OmniGate 9000: A crafted packet makes a restart PSIRT-2026-0001");
  expect(queue).toContain("No owner");
  const page = textOf(await read(analyst));
  expect(page).toContain("Next: Decide whether the report is relevant");
  expect(page).toContain("A crafted packet makes a restart.");
  expect(page).toContain("Not read before");
  expect(textOf(await read(analyst))).not.toContain("Not read before");
});

test("the case gets an owner, who becomes a member by name", async () => {
  const answer = await send(analyst, "assign-case", { ownerId: analyst.personId });
  expect([answer.statusCode, answer.headers.location]).toEqual([303, `${path}?done=assign-case`]);
  expect(textOf(await read(analyst))).toContain("The analyst answers for this case.");
  const mine = textOf(await read(analyst, "/console?mine=yes"));
  expect(mine).toContain("OmniGate 9000");
  expect(textOf(await read(lead, "/console?mine=yes"))).not.toContain("OmniGate 9000");
});

test("a rejection without an explanation of substance is refused, and no word is lost", async () => {
  const explanation = "Works as <designed>.";
  const answer = await send(analyst, "decide-relevancy", { outcome: "not-relevant", explanation });
  expect(answer.statusCode).toBe(422);
  expect(textOf(answer.body)).toContain("Explain the decision");
  expect(answer.body).toContain("Works as &lt;designed>.");
  expect(answer.body).toMatch(/value="not-relevant"[^>]*checked/);
});

test("[VEN-06] the policy's definition stands at the decision, which must say what is touched", async () => {
  const body = await read(analyst);
  expect(textOf(body)).toContain("can have an impact on the security level of these products");
  const answer = await send(analyst, "decide-relevancy", {
    outcome: "relevant",
    explanation: "It restarts.",
  });
  expect(answer.statusCode).toBe(422);
  expect(textOf(answer.body)).toContain("Say which of confidentiality, integrity and availability");
  expect(answer.body).toContain("It restarts.");
});

test("[ALE-30] [TH-11] [ALU-05] the decision is recorded with who, when, what and why, and told by a mail of its own", async () => {
  tasks.sent.length = 0;
  const answer = await send(analyst, "decide-relevancy", {
    outcome: "relevant",
    touches: ["availability", "integrity"],
    explanation: "An outsider can restart the gateway at will.",
  });
  expect(answer.headers.location).toBe(`${path}?done=decide-relevancy`);
  await runOwed(tasks.on);
  expect(tasks.sent).toHaveLength(1);
  const page = textOf(await read(analyst, `${path}?done=decide-relevancy`));
  expect(page).toContain("The decision is recorded, and the reporter is being told.");
  expect(page).toMatch(/Relevancy: Relevant The analyst 11 March 2026, 09:00 Europe\/Paris/);
  expect(page).toContain("availability integrity An outsider can restart the gateway at will.");
  expect(page).toContain("Next: Score the vulnerability");
});

const metrics30 = { AV: "N", AC: "L", PR: "N", UI: "N", S: "U", C: "N", I: "N", A: "H" };

function choices(metrics: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(metrics).map(([name, v]) => [`cvss.${name}`, v]));
}

test("a field that asks a question is named in quotation marks where it is missing", async () => {
  const bare = await send(analyst, "record-fact", {}, "facts");
  expect(bare.statusCode).toBe(422);
  expect(textOf(bare.body)).toContain("“What is known?” is missing.");
});

test("an unfinished score names what is missing and keeps what was chosen", async () => {
  const { A: _, ...unfinished } = metrics30;
  const answer = await send(
    analyst,
    "score-vulnerability",
    { vulnerabilityId: await vulnerabilityId(), cvssVersion: "3.0", ...choices(unfinished) },
    "vulnerability",
  );
  expect(answer.statusCode).toBe(422);
  expect(textOf(answer.body)).toContain("Availability (A) is missing.");
  expect(answer.body).toMatch(/name="cvss.AV" value="N" checked/);
  const typo = { vulnerabilityId: await vulnerabilityId(), vector: "CVSS:3.1/AV:Q" };
  const refused = await send(analyst, "score-vulnerability", typo, "vulnerability");
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('value="CVSS:3.1/AV:Q"');
});

test("[ALE-53] [VEN-25] [ALE-54] 3.0, 3.1 and 4.0 are scored; each vector keeps its version and shows its level", async () => {
  const id = await vulnerabilityId();
  const score = (cvssVersion: string, metrics: Readonly<Record<string, string>>) =>
    send(
      analyst,
      "score-vulnerability",
      { vulnerabilityId: id, cvssVersion, ...choices(metrics) },
      "vulnerability",
    );
  expect((await score("3.0", metrics30)).statusCode).toBe(303);
  expect((await score("3.1", { ...metrics30, C: "L" })).statusCode).toBe(303);
  const impacts = { VC: "N", VI: "N", VA: "H", SC: "N", SI: "N", SA: "N" };
  const four = { AV: "N", AC: "L", AT: "N", PR: "N", UI: "N", ...impacts };
  expect((await score("4.0", four)).statusCode).toBe(303);
  const page = textOf(await read(analyst, `${path}/vulnerability`));
  expect(page).toContain("7.5 High CVSS 3.0 CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H");
  expect(page).toContain("8.2 High CVSS 3.1 CVSS:3.1/");
  expect(page).toContain("8.7 High CVSS 4.0 CVSS:4.0/");
});

test("[VEN-26] each score links to the standard, and its vector is explained metric by metric", async () => {
  const body = await read(analyst, `${path}/vulnerability`);
  for (const version of ["3.0", "3.1", "4.0"]) {
    expect(body).toContain(`href="https://www.first.org/cvss/v${version}/specification-document"`);
  }
  expect(textOf(body)).toContain("Attack Vector (AV) Network");
});

test("[VEN-27] another level takes a reason, and the score stays visible beside it", async () => {
  const other = {
    vulnerabilityId: await vulnerabilityId(),
    vector: "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
    overrideBand: "critical",
  };
  const bare = await send(analyst, "score-vulnerability", other, "vulnerability");
  expect(bare.statusCode).toBe(422);
  expect(textOf(bare.body)).toContain("Say why the severity differs from the score");
  const reason = "It runs in every hospital.";
  const given = { ...other, overrideReason: reason };
  expect((await send(analyst, "score-vulnerability", given, "vulnerability")).statusCode).toBe(303);
  const page = textOf(await read(analyst, `${path}/vulnerability`));
  expect(page).toMatch(/Critical CVSS 3\.0/);
  expect(page).toContain("The score itself is 7.5 (High). Another level was set: It runs in");
  expect(page).toMatch(/Another level was set: It runs in every hospital\. The analyst/);
});

test("a product is added once, and its name is chosen by cases", async () => {
  const product = { entity: "Example Networks", name: "OmniGate 9000", kind: "product" };
  const added = await lead.browser.submit("/console/products", product);
  expect(added.headers.location).toMatch(/^\/console\/products\/[0-9a-f-]{36}\?done=add-product$/);
  const again = await lead.browser.submit("/console/products", product);
  expect(again.statusCode).toBe(409);
  expect(textOf(again.body)).toContain("OmniGate 9000 is in the catalogue already.");
  const refused = await analyst.browser.submit(path, product, "/console/products");
  expect(refused.statusCode).toBe(403);
});

test("[ALE-34] [TH-12] impact is recorded product by product, with versions, status and the score above", async () => {
  const body = await read(analyst, `${path}/vulnerability`);
  const productId = /<option value="([0-9a-f-]{36})"[^>]*>Example Networks OmniGate/.exec(
    body,
  )?.[1];
  const row = { "products.0.status": "affected", "products.0.versions": "vers:semver/<2.4.1" };
  const id = { vulnerabilityId: await vulnerabilityId() };
  const bare = await send(analyst, "set-affected-products", { ...id, ...row }, "vulnerability");
  expect(bare.statusCode).toBe(422);
  expect(textOf(bare.body)).toContain("Product in row 1 is missing.");
  expect(bare.body).toContain('value="vers:semver/&lt;2.4.1"');
  const whole = { ...id, ...row, "products.0.productId": productId ?? "" };
  const wrong = { ...whole, "products.0.versions": "vers:semver/<2.4.1,>=9" };
  const told = await send(analyst, "set-affected-products", wrong, "vulnerability");
  expect(told.statusCode).toBe(422);
  expect(textOf(told.body)).toContain("is neither one version nor a range");
  expect(told.body).toContain('value="vers:semver/&lt;2.4.1,>=9"');
  const saved = await send(analyst, "set-affected-products", whole, "vulnerability");
  expect(saved.statusCode).toBe(303);
  const page = textOf(await read(analyst, `${path}/vulnerability`));
  expect(page).toMatch(/OmniGate 9000 Example Networks vers:semver\/&lt;2\.4\.1 Affected/);
});

test("[ALE-07] the component, the product version and the impact where it is deployed stand apart", async () => {
  const said = {
    title: "Overflow in the header parser",
    component: "Header parser 2.4",
    deployedImpact: "Calls of a whole site fail until the gateway is started again.",
  };
  const id = { vulnerabilityId: await vulnerabilityId() };
  const asked = { ...id, ...said, component: "x".repeat(201) };
  const refused = await send(analyst, "describe-vulnerability", asked, "vulnerability");
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain(said.deployedImpact);
  const saved = await send(analyst, "describe-vulnerability", { ...id, ...said }, "vulnerability");
  expect(saved.statusCode).toBe(303);
  const page = textOf(await read(analyst, `${path}/vulnerability`));
  expect(page).toContain("Component Header parser 2.4");
  expect(page).toContain(`Impact where it is deployed ${said.deployedImpact}`);
  expect(page).toMatch(/OmniGate 9000 Example Networks vers:semver\/&lt;2\.4\.1 Affected/);
  const history = textOf(await read(analyst, `${path}/history`));
  expect(history).toContain("title, component, impact where it is deployed");
  expect(history).not.toContain("Header parser 2.4");
});

test("a product that is named twice with one status is refused in words, and nothing is replaced", async () => {
  const before = await read(analyst, `${path}/vulnerability`);
  const productId = /<option value="([0-9a-f-]{36})"[^>]*>Example Networks OmniGate/.exec(
    before,
  )?.[1];
  const rows = ["0", "1"].flatMap((row) => [
    [`products.${row}.productId`, productId ?? ""],
    [`products.${row}.status`, "affected"],
  ]);
  const twice = { vulnerabilityId: await vulnerabilityId(), ...Object.fromEntries(rows) };
  const answer = await send(analyst, "set-affected-products", twice, "vulnerability");
  expect(answer.statusCode).toBe(422);
  expect(textOf(answer.body)).toContain("Name each product once for a status");
  expect(textOf(await read(analyst, `${path}/vulnerability`))).toContain("vers:semver/&lt;2.4.1");
});

test("a case cannot close before the reporter knows the conclusion", async () => {
  const answer = await send(analyst, "close-case", { reason: "resolved" });
  expect(answer.statusCode).toBe(409);
  expect(textOf(answer.body)).toContain("The reporter has not been told the conclusion yet.");
});

test("[CC-29] whether others are affected is asked before the analysis is concluded, until it is known", async () => {
  const asked = "Nobody has said whether others than us are affected";
  expect(textOf(await read(analyst))).toContain(asked);
  const words = "The parser is our own.";
  const said = (outcome: string) =>
    send(analyst, "record-others-affected", { outcome, words }, "analysis");
  expect((await said("not-known")).statusCode).toBe(303);
  expect(textOf(await read(analyst))).toContain("It is not known yet whether others");
  expect((await said("no")).statusCode).toBe(303);
  expect(textOf(await read(analyst))).not.toContain("others than us are affected");
});

test("[ALE-32] [ALU-08] the conclusion is explained, and told by a mail of its own", async () => {
  const short = await send(analyst, "conclude-analysis", {
    outcome: "confirmed",
    explanation: "!",
  });
  expect(short.statusCode).toBe(422);
  tasks.sent.length = 0;
  const answer = await send(analyst, "conclude-analysis", {
    outcome: "confirmed",
    explanation: "We reproduced the restart on 2.3.0 and on 2.4.0 with your packet.",
  });
  expect(answer.statusCode).toBe(303);
  await runOwed(tasks.on);
  expect(tasks.sent).toHaveLength(1);
  expect(textOf(await read(analyst))).toContain("Next: Plan a remedy");
});

test("[ALU-11] a countermeasure and a correction stand side by side, each with a date read in the team's zone", async () => {
  const plan = async (fields: Fields) => {
    const id = { vulnerabilityId: await vulnerabilityId() };
    return send(analyst, "plan-remedy", { ...id, ...fields }, "vulnerability");
  };
  const countermeasure = { kind: "workaround", term: "short", text: "Filter the packet." };
  const soon = { promisedFor: "2026-03-20T12:00", promisedForZone: "Europe/Paris" };
  expect((await plan({ ...countermeasure, ...soon })).statusCode).toBe(303);
  const correction = { kind: "new-version", term: "long", text: "Install 2.4.1." };
  const later = { howToObtain: "On the portal.", promisedFor: "2026-04-20T12:00" };
  expect((await plan({ ...correction, ...later })).statusCode).toBe(303);
  const clocks = await house.context.transaction(theWorker, (tx) => clocksOf(tx, found.caseId));
  const dates = clocks.filter((clock) => clock.promise === "remedy-date").map((c) => c.dueAt);
  expect(dates).toEqual([new Date("2026-03-20T11:00:00Z"), new Date("2026-04-20T12:00:00Z")]);
  const page = textOf(await read(analyst, `${path}/vulnerability`));
  expect(page).toContain("Workaround short-term countermeasure Filter the packet.");
  expect(page).toContain("New version longer-term correction Install 2.4.1.");
  await runOwed(tasks.on);
});

test("a remedy is delivered only with the record of its test", async () => {
  const body = await read(analyst, `${path}/vulnerability`);
  const named = body.matchAll(/name="remedyId" value="([^"]+)"/g);
  const ids = [...new Set([...named].map((match) => match[1] ?? ""))];
  expect(ids).toHaveLength(2);
  for (const remedyId of ids) {
    const bare = { remedyId, verification: "ok" };
    const refused = await send(analyst, "deliver-remedy", bare, "vulnerability");
    expect(refused.statusCode).toBe(409);
    expect(refused.body).toContain(">ok</textarea>");
    const tested = { remedyId, verification: "Test 12 passed on build 2.4.1." };
    const done = await send(analyst, "deliver-remedy", tested, "vulnerability");
    expect(done.statusCode).toBe(303);
  }
  expect(textOf(await read(analyst))).toContain("Next: Draft the advisory");
});

const number = "ALE-SA-2026-0001";
const draft = `publications/${number}`;

async function publicationId(): Promise<string> {
  const body = await read(lead, `${path}/${draft}`);
  return /name="publicationId" value="([^"]+)"/.exec(body)?.[1] ?? "";
}

test("a draft takes over what the case knows and says at each field what it still lacks", async () => {
  const answer = await send(lead, "draft-advisory", { type: "SA" }, "publications");
  expect(answer.headers.location).toBe(`${path}/${draft}?done=draft-advisory`);
  const page = textOf(await read(lead, `${path}/${draft}`));
  expect(page).toContain("Still missing before it can be approved");
  expect(page).toContain("The summary is empty.");
  expect(page).not.toContain("Nothing says how to obtain the remedy.");
  const early = await send(
    lead,
    "request-approval",
    { publicationId: await publicationId() },
    draft,
  );
  expect(early.statusCode).toBe(409);
});

test("the words are saved, and the preview is the page that will be published", async () => {
  const words = {
    publicationId: await publicationId(),
    title: "OmniGate 9000: restart by a crafted packet",
    summary: "A crafted packet restarts the gateway.",
    description: "The parser reads past the packet.",
    impact: "Calls are interrupted.",
    defensiveSteps: "Install 2.4.1.",
    howToObtain: "On the portal.",
    support: "Ask support.",
    disclaimer: "At the reader's own risk.",
    early: "no",
  };
  expect((await send(lead, "edit-advisory", words, draft)).statusCode).toBe(303);
  const page = textOf(await read(lead, `${path}/${draft}`));
  expect(page).not.toContain("Still missing");
  const preview = textOf(await read(lead, `${path}/${draft}/preview`));
  expect(preview).toContain("A preview: nothing of this is published");
  expect(preview).toContain("The parser reads past the packet.");
  const id = { publicationId: await publicationId() };
  expect((await send(lead, "request-approval", id, draft)).statusCode).toBe(303);
});

test("its author cannot approve it, whatever their roles; a second person can", async () => {
  const page = await read(lead, `${path}/${draft}`);
  expect(page).toMatch(/<button[^>]*disabled[^>]*><span>Approve/);
  expect(textOf(page)).toContain("You wrote it last, so another person must approve it");
  const id = { publicationId: await publicationId() };
  const own = await send(lead, "approve-advisory", id, draft);
  expect(own.statusCode).toBe(403);
  expect(textOf(own.body)).toContain("Another person than the one who drafted this");
  expect(textOf(await read(analyst, `${path}/${draft}`))).toContain("It waits for an approver");
  expect((await send(approver, "approve-advisory", id, draft)).statusCode).toBe(303);
});

test("it is released at an instant that has not passed, and its files follow", async () => {
  const id = { publicationId: await publicationId() };
  const past = { ...id, releaseAt: "2026-03-10T08:00", releaseAtZone: "UTC" };
  const refused = await send(approver, "publish-advisory", past, draft);
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('value="2026-03-10T08:00"');
  expect((await send(approver, "publish-advisory", id, draft)).statusCode).toBe(303);
  const waiting = textOf(await read(approver, "/console/publications"));
  expect(waiting).toContain("Being published");
  await runOwed(tasks.on);
  expect(textOf(await read(approver, `${path}/${draft}`))).toContain(`${number}: Published`);
  const list = textOf(await read(approver, "/console/publications"));
  expect(list).toMatch(/Published Publication.*restart by a crafted packet ALE-SA-2026-0001/);
});

test("a case closes with a reason and reopens with one; its history tells all of it in words", async () => {
  expect((await send(analyst, "close-case", { reason: "resolved" })).statusCode).toBe(303);
  const closed = textOf(await read(analyst));
  expect(closed).toContain("Closed 11 March 2026");
  expect(textOf(await read(analyst, "/console?lane=closed"))).toContain("OmniGate 9000");
  const bare = await send(analyst, "reopen-case", { reason: "" });
  expect(bare.statusCode).toBe(422);
  expect(textOf(bare.body)).toContain("Say why the case is reopened.");
  expect((await send(analyst, "reopen-case", { reason: "A bypass." })).statusCode).toBe(303);
  const history = textOf(await read(analyst, `${path}/history`));
  for (const sentence of [
    "The analyst reopened the case",
    "Parley published ALE-SA-2026-0001",
    "The approver approved ALE-SA-2026-0001",
    "The analyst delivered a remedy, with the record of its test",
    "Parley told the reporter the conclusion",
    "The analyst decided on relevancy: relevant",
    "The analyst gave the case to The analyst",
    "Parley took the report of the reporter",
  ]) {
    expect(history).toContain(sentence);
  }
});

test("at no stage does a page need more than twelve statements, all told, nor plans a case's anew", async () => {
  const ofCase = [
    ...caseViews.map((view) => (view === "overview" ? path : `${path}/${view}`)),
    `${path}/${draft}`,
  ];
  const lists =
    "/console /console?mine=yes /console/due /console/search?q=restart /console/publications";
  const urls = [...ofCase, ...lists.split(" ")];
  // Once each, so that the statements are known and the accesses' chain is begun.
  for (const url of urls) await read(lead, url);
  // A reading of the same page counts anew, and the session was seen lately.
  house.passSeconds(11 * 60);
  await read(lead, "/console/publications");
  const counts = new Map<string, number>();
  const plannedAnew = new Map<string, readonly string[]>();
  for (const url of urls) {
    const { count } = await statements.during(() => read(lead, url));
    counts.set(url, count);
    plannedAnew.set(url, statements.plannedAnew);
  }
  expect([...counts].filter(([, count]) => count > 12)).toEqual([]);
  expect(Math.min(...counts.values())).toBeGreaterThan(3);
  // Behind the wall, planning a page's statements takes many times as long as answering them.
  expect(ofCase.flatMap((url) => plannedAnew.get(url) ?? [])).toEqual([]);
});
