import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, passDays, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { closeUnreached } from "../../../test/support/unreached.ts";
import { TestBrowser, type TestWeb, testWeb, tokenIn } from "../../../test/support/web.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { keepsAll } from "../../core/policy/retention.ts";
import { readArchive } from "../../formats/evidence/archive.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { sweepRetention } from "../../jobs/sweep-retention.ts";
import { portalRoutes } from "../portal/portal-routes.tsx";
import { consoleRoutes } from "./console-routes.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let one: Colleague;
let two: Colleague;
let found: TestCase;

beforeAll(async () => {
  house = await testContext({ demonstration: false });
  const [policy] = house.context.policies;
  if (!policy) throw new Error("no policy");
  const retention = { ...keepsAll, identities: { days: 60 }, content: { days: 90 } };
  const privacy = { ...policy.privacy, retention };
  Object.assign(house.context, { policies: [{ ...policy, privacy }] });
  tasks = await testTasks(house);
  const requestsPerMinute = { reads: 100_000, changes: 100_000 };
  web = await testWeb(house.context, [consoleRoutes, portalRoutes], { requestsPerMinute });
  const { context } = house;
  await ensureHouse.run(context, theWorker, {});
  one = await aSignedIn(web, context, "Lead One", "lead");
  two = await aSignedIn(web, context, "Lead Two", "lead");
  const lead = await aPerson(house, "lead");
  found = await aCase(house, "a quiet restart", { name: "The Finder" });
  const { caseId, reporter } = found;
  const text = "Which version was it?";
  await sendMessage.run(context, lead, { caseId, partyId: reporter.id, text, question: false });
  await closeUnreached(context, lead, caseId);
  await runOwed(tasks.on);
});
afterAll(async () => {
  await tasks.close();
  await web.app.close();
  await house.close();
});

const page = () => `/console/cases/${found.reference}/retention`;
const shown = async (who: Colleague, path: string) => textOf((await who.browser.get(path)).body);

/** They have just proved that it is them. */
async function deed(who: Colleague, name: string, fields: Record<string, string>) {
  await house.pools.worker.query("update sessions set stepped_up_at = $1", [house.context.now()]);
  return who.browser.submit(
    page(),
    fields,
    `/console/cases/${found.reference}/deeds/${name}?view=retention`,
  );
}

test("a closed case says until when it is kept, before anything is due", async () => {
  const text = await shown(one, page());
  expect(text).toContain("Names and addresses Kept until 10 May 2026");
  expect(text).toContain("All content Kept until 9 June 2026");
  expect(await shown(one, "/console/retention")).toContain("Nothing is due");
});

test("what falls due is listed with its reason; a hold placed on the page stops it and is told on every page", async () => {
  await passDays(house, 65, one, two);
  await sweepRetention(house.context);
  const list = await shown(one, "/console/retention");
  expect(list).toContain(`${found.reference} Identity of Reporter`);
  expect(list).toContain("The policy’s term for identities");
  const placed = await deed(one, "place-hold", { reason: "A court asked for it." });
  expect(placed.statusCode).toBe(303);
  expect(await shown(one, `/console/cases/${found.reference}`)).toContain("A legal hold stands");
  expect(await shown(one, "/console/retention")).toContain("Legal hold");
  const { body } = await one.browser.get(page());
  const holdId = /name="holdId" value="([^"]+)"/.exec(body)?.[1] ?? "";
  await deed(one, "lift-hold", { holdId, reason: "It is over." });
  expect(await shown(one, page())).toContain("It is over.");
});

test("[TH-23] the reporter gets what is held and asks for its erasure, without a script", async () => {
  const reporter = new TestBrowser(web.app);
  await reporter.submit("/portal", { code: found.receiptCode });
  const { body } = await reporter.get("/portal/case");
  const csrf = { _csrf: tokenIn(body) };
  const file = await reporter.post("/portal/case/your-data", csrf);
  expect(file.headers["content-disposition"]).toContain("attachment");
  const files = readArchive(file.rawPayload);
  expect(files.map(({ name }) => name)).toEqual(["person.html", "person.json"]);
  const data = JSON.parse(Buffer.from(files[1]?.bytes ?? []).toString());
  expect(data).toMatchObject({
    identity: { email: "finder@research.example" },
    case: { reference: found.reference },
    keptUntil: { identity: "2026-05-10T07:00:00.000Z" },
  });
  expect(Buffer.from(files[0]?.bytes ?? []).toString()).not.toMatch(/<script|<link|<img|src=/);
  const asked = await reporter.post("/portal/case/erasure", csrf);
  // The term of the policy had made it due already.
  expect(asked.statusCode).toBe(409);
  expect(textOf(asked.body)).toContain("This falls due to be erased on 2026-05-10 already");
});

test("content goes once two people agreed, and every page of the case still answers", async () => {
  await passDays(house, 30, one, two);
  await sweepRetention(house.context);
  const { body } = await one.browser.get(page());
  const ids = [...body.matchAll(/name="erasureId" value="([^"]+)"/g)].map(([, id]) => id ?? "");
  for (const erasureId of new Set(ids)) await deed(one, "confirm-erasure", { erasureId });
  await runOwed(tasks.on);
  const again = await deed(one, "confirm-erasure", { erasureId: ids.at(-1) ?? "" });
  expect(again.statusCode).toBeGreaterThanOrEqual(400);
  for (const erasureId of new Set(ids)) await deed(two, "confirm-erasure", { erasureId });
  await runOwed(tasks.on);
  const views = ["", "/conversation", "/vulnerability", "/publications", "/promises", "/people"];
  for (const view of [...views, "/files", "/history", "/retention"]) {
    const answer = await one.browser.get(`/console/cases/${found.reference}${view}`);
    expect(answer.statusCode, view).toBe(200);
    expect(textOf(answer.body), view).toContain("The content of this case was erased.");
    expect(answer.body, view).not.toContain("quiet restart");
  }
  expect(await shown(one, "/console?lane=closed")).not.toContain("quiet restart");
  expect(await shown(one, "/console/retention")).toContain("All content of the case");
  const made = await deed(one, "make-certificate", { erasureId: ids.at(-1) ?? "" });
  expect(made.body).toMatch(/CERTIFICATE OF ERASURE/);
  const reporter = new TestBrowser(web.app);
  await reporter.submit("/portal", { code: found.receiptCode });
  expect(textOf((await reporter.get("/portal/case")).body)).toContain("What you wrote was erased.");
  await passDays(house, 31);
  const late = await new TestBrowser(web.app).submit("/portal", { code: found.receiptCode });
  expect(late.statusCode).toBe(404);
});
