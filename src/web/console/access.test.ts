/** Who sees what of a case in the console, and what stays behind: need to know, downloads, secrets. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole } from "../../../test/support/console.ts";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { TestBrowser, type TestWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { takeReport } from "../../actions/reports/take-report.ts";
import { runOwed } from "../../jobs/run-owed.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let analyst: Colleague;
let stranger: Colleague;
let found: TestCase;
let path: string;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  stranger = await aSignedIn(web, house.context, "engineer", "engineer");
  found = await aCase(house, "a xylophonic noise");
  path = `/console/cases/${found.reference}`;
});

afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

/** What differs between two answers besides the request's own id. */
const withoutId = (body: string) => body.replace(/<code>[\w-]+<\/code>/g, "");

test("a case that is not yours is answered like one that is not there", async () => {
  const administrator = await aSignedIn(web, house.context, "administrator", "administrator");
  const views = ["", "/conversation", "/vulnerability", "/publications", "/history"];
  const files = [`/files/${house.context.newId()}`, `/reports/${house.context.newId()}/original`];
  for (const who of [stranger, administrator]) {
    for (const view of [...views, ...files, "/publications/ALE-SA-2026-0001/preview"]) {
      const other = await who.browser.get(`${path}${view}`);
      const nothing = await who.browser.get(`/console/cases/PSIRT-2026-9999${view}`);
      expect([other.statusCode, nothing.statusCode]).toEqual([404, 404]);
      expect(withoutId(other.body)).toBe(withoutId(nothing.body));
    }
  }
});

test("a stranger's deed is refused like one on nothing, and an unknown deed too", async () => {
  const send = (who: Colleague, reference: string, deed: string) =>
    who.browser.submit(
      "/console/help",
      { reason: "x" },
      `/console/cases/${reference}/deeds/${deed}`,
    );
  for (const reference of [found.reference, "PSIRT-2026-9999"]) {
    expect((await send(stranger, reference, "close-case")).statusCode).toBe(404);
  }
  for (const deed of ["no-such-deed", "read-case", "post-notice", "add-product"]) {
    expect((await send(analyst, found.reference, deed)).statusCode).toBe(404);
  }
});

test("[ALE-39] cases are found by whoever works on them and by nobody else, and every reading is on record", async () => {
  const search = (who: Colleague, words: string) =>
    who.browser.get(`/console/search?q=${encodeURIComponent(words)}`);
  expect((await search(analyst, "XYLOPHONIC Noise")).body).toContain(found.reference);
  expect((await search(analyst, "xylophonic unheard")).body).toContain("No case of yours fits all");
  expect((await search(analyst, "xylo")).body).toContain("No case of yours fits all");
  expect((await search(stranger, "xylophonic")).body).toContain("No case of yours fits all");
  const straight = await search(analyst, found.reference.toLowerCase());
  expect([straight.statusCode, straight.headers.location]).toEqual([303, path]);
  expect((await search(stranger, found.reference)).statusCode).toBe(200);
  expect((await stranger.browser.get("/console")).body).not.toContain(found.reference);
  await analyst.browser.get(path);
  // Who answers for the case is shown who read it; a colleague who works on it is not.
  const history = await analyst.browser.get(`${path}/history`);
  expect(history.body).not.toContain("the overview with the report");
  const lead = await aSignedIn(web, house.context, "lead", "lead");
  const shown = await lead.browser.get(`${path}/history`);
  expect(shown.body).toContain("Who has read this case");
  expect(shown.body).toContain("the overview with the report");
});

test("the people page says who can read a case, and by which rule or person", async () => {
  const { body } = await analyst.browser.get(`${path}/people`);
  expect(body).toContain("By rule: every report comes to this team");
  expect(body).toContain("They sent the report");
});

test("nobody who is not signed in sees a page of the console", async () => {
  const visitor = new TestBrowser(web.app);
  for (const page of ["/console", path, "/console/search?q=x", "/console/products"]) {
    const answer = await visitor.get(page);
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toMatch(/^\/sign-in\?next=/);
  }
});

test("a reporter's file is only ever offered for download, whatever it claims to be", async () => {
  const evil = "<script>alert(1)</script>";
  await perform(house.context, takeReport, anyone, {
    email: "finder@research.example",
    product: "OmniGate 9000",
    description: "See the zirconium page.",
    files: [
      {
        name: 'proof "1"\r\n.html',
        type: "text/html",
        base64: Buffer.from(evil).toString("base64"),
      },
    ],
  });
  await runOwed(tasks.on);
  const search = await analyst.browser.get("/console/search?q=zirconium");
  const href = /href="(\/console\/cases\/[^"]+)" data-row/.exec(search.body)?.[1] ?? "";
  const { body } = await analyst.browser.get(href);
  const page = /href="([^"]+\/files\/[^"]+)"/.exec(body)?.[1] ?? "";
  expect((await analyst.browser.get(page)).body).not.toContain(evil);
  const file = `${page}/content`;
  const answer = await analyst.browser.get(file);
  expect(answer.body).toBe(evil);
  expect(answer.headers).toMatchObject({
    "content-type": "application/octet-stream",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  expect(answer.headers["content-disposition"]).toMatch(
    /^attachment; filename="[\w.() -]+"; filename\*=UTF-8''[\w%.-]+$/,
  );
  // The untouched report names its author: it comes out of the vault alone.
  expect(body).not.toContain("/original");
  expect((await stranger.browser.get(file)).statusCode).toBe(404);
  expect((await analyst.browser.get(page.replace(/[^/]+$/, "x"))).statusCode).toBe(404);
});

test.each([
  "/console?after=a&after=b",
  "/console?lane=ours&lane=closed&mine=yes&mine=no",
  "/console/publications?after=2026-01-01_a&after=2026-01-01_b",
  "/console/publications?after=2026-01-01_%00",
  "/console/search?q=a&q=b",
  "/console/search?q=%00",
  "/console/cases/%00",
  "/console/cases/PSIRT-2026-0001/publications/%00/preview",
  "/publications?after=2026-01-01T00:00:00Z,a&after=b",
  "/sign-in?next=/console&next=/",
  "/portal?code=a&code=b",
])("an address that nobody was given, %s, is answered and breaks nothing", async (url) => {
  expect((await analyst.browser.get(url)).statusCode).toBeLessThan(500);
});

test("an internal note stands apart from the thread, and never in it", async () => {
  const note = { text: "Smells like the bug of 2019." };
  const answer = await analyst.browser.submit(
    `${path}/conversation`,
    note,
    `${path}/deeds/write-note?view=conversation`,
  );
  expect(answer.statusCode).toBe(303);
  const { body } = await analyst.browser.get(`${path}/conversation`);
  expect(body).toMatch(/message-internal[\s\S]*Internal note[\s\S]*Smells like the bug of 2019/);
  const thread = body.slice(body.indexOf("With the reporter"), body.indexOf("Internal notes"));
  expect(thread).not.toContain("2019");
});

test("the reporter's portal link, which opens the portal for its holder, is shown to no colleague", async () => {
  await runOwed(tasks.on);
  expect(tasks.sent.length).toBeGreaterThan(0);
  const { body } = await analyst.browser.get(`${path}/conversation`);
  expect(body).toContain("We have received your report");
  expect(body).toContain("/portal/link/…");
  expect(body).not.toMatch(/portal\/link\/[\w-]{10}/);
});

test("an auditor reads the case and is offered no deed", async () => {
  const auditor = await aSignedIn(web, house.context, "auditor", "auditor");
  await house.pools.worker.query(
    `insert into case_members (case_id, principal_id, side_id, role, added_at, last_event_id, mac)
     select case_id, $2, side_id, 'auditor', added_at, last_event_id, mac
       from case_members where case_id = $1 and role = 'team'`,
    [found.caseId, auditor.personId],
  );
  for (const view of ["", "/conversation", "/vulnerability", "/publications"]) {
    const answer = await auditor.browser.get(`${path}${view}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).not.toContain("/deeds/");
  }
  const overview = await auditor.browser.get(path);
  expect(overview.body).toContain("Analyst, lead or coordination analyst does this; your role");
  const refused = await auditor.browser.submit(
    "/console/help",
    { text: "I was here." },
    `${path}/deeds/write-note?view=conversation`,
  );
  expect(refused.statusCode).toBe(403);
  expect(refused.body).toContain("Your role does not allow");
});
