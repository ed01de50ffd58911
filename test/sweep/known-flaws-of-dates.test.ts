/**
 * VINCE's flaws in dates, reminders and documents, and OSIDB's change of who sees a case that outlived
 * its own failure: each as something that must not be possible here, through the front door.
 */
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { perform } from "../../src/actions/action.ts";
import { addMember } from "../../src/actions/cases/add-member.ts";
import { leaveCase } from "../../src/actions/cases/leave-case.ts";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { makeToken } from "../../src/actions/people/make-token.ts";
import { publishImported } from "../../src/jobs/publishing/publish.ts";
import { publisherOf } from "../../src/jobs/publishing/publisher-of.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { sweepClocks } from "../../src/jobs/sweep-clocks.ts";
import { buildSite } from "../../src/site.ts";
import type { Context } from "../../src/store/context.ts";
import { aNotice, anAdvisory } from "../support/advisories.ts";
import { aCase, aPerson, type TestCase } from "../support/cases.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { keepKeysAndPolicy } from "../support/kept-policy.ts";
import { policyOf } from "../support/policy-files.ts";
import { type TestTasks, testTasks } from "../support/tasks.ts";
import { TestBrowser, testWeb, tokenIn } from "../support/web.ts";

type Staff = Awaited<ReturnType<typeof aPerson>>;

let house: TestContext;
let tasks: TestTasks;
let app: FastifyInstance;
let lead: Staff;
let token: string;

beforeAll(async () => {
  house = await testContext({ demonstration: false });
  tasks = await testTasks(house);
  await keepKeysAndPolicy(house);
  await ensureHouse.run(house.context, theWorker, {});
  const { web, app: bare } = await testWeb(house.context, []);
  await bare.close();
  web.metrics.registry.clear();
  app = await buildSite({ ...web, requestsPerMinute: { reads: 1e6, changes: 1e6 } }, () => {});
  lead = await aPerson(house, "lead");
  token = await aToken(lead);
});
afterAll(async () => {
  await app?.close();
  await tasks?.close();
  await house?.close();
});

async function aToken(person: Staff): Promise<string> {
  const scopes = ["read", "record-milestone", "send-message", "record-standing", "close-case"];
  const made = await perform(house.context, makeToken, person, { label: "x", scopes, days: 365 });
  return made.token;
}

async function call<T>(
  path: string,
  body?: object,
  by = token,
): Promise<{ status: number; said: T }> {
  const sent = body ? { method: "POST" as const, payload: body } : {};
  const headers = { authorization: `Bearer ${by}` };
  const answer = await app.inject({ url: `/api/v1${path}`, headers, ...sent });
  return { status: answer.statusCode, said: answer.json() as T };
}

interface Promised {
  readonly promise: string;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly formerDues: readonly { dueAt: string; because: string }[];
}

async function publicationOf({ reference }: TestCase): Promise<Promised> {
  const { said } = await call<{ promises: Promised[] }>(`/cases/${reference}/promises`);
  const found = said.promises.find(({ promise }) => promise === "coordinator-publication");
  if (!found) throw new Error(JSON.stringify(said));
  return found;
}

test("1: 45 days run from the first contact attempt, whatever comes later, end where they end, and keep what they were", async () => {
  const policies = [policyOf("certcc.yaml")];
  const before = house.context.policies;
  Object.assign(house.context, { policies });
  const [one, other] = [await aCase(house, "one stop"), await aCase(house, "another stop")];
  Object.assign(house.context, { policies: [...policies, ...before] });
  const tried = async (found: TestCase, at: string, more = {}) => {
    const fact = { what: "coordinator.contact-attempted", at, evidence: "It bounced.", ...more };
    const { status, said } = await call(`/cases/${found.caseId}/milestones`, fact);
    expect(status, JSON.stringify(said)).toBeLessThan(300);
  };
  // The 45th day of one is a Thursday; of the other a Saturday, which this policy moves to Monday.
  await tried(one, "2026-03-02T15:00:00Z");
  await tried(other, "2026-03-04T15:00:00Z");
  await tried(one, "2026-03-09T15:00:00Z");
  expect(await publicationOf(one)).toMatchObject({
    startedAt: "2026-03-02T15:00:00.000Z",
    dueAt: "2026-04-17T03:59:59.000Z",
  });
  expect(await publicationOf(other)).toMatchObject({
    startedAt: "2026-03-04T15:00:00.000Z",
    dueAt: "2026-04-21T03:59:59.000Z",
  });
  await tried(one, "2026-03-10T15:00:00Z", { until: "2026-05-04T12:00:00Z" });
  expect(await publicationOf(one)).toMatchObject({
    dueAt: "2026-05-04T12:00:00.000Z",
    formerDues: [{ dueAt: "2026-04-17T03:59:59.000Z", because: "agreed" }],
  });
  expect((await publicationOf(other)).formerDues).toEqual([]);
});

test("4: who is silent on an open case is reminded, once each time; nobody is on a closed one", async () => {
  const [open, closed] = [await aCase(house, "an open stop"), await aCase(house, "a closed stop")];
  for (const { caseId, reporter } of [open, closed]) {
    const question = { partyId: reporter.id, text: "Which firmware?", question: true };
    expect((await call(`/cases/${caseId}/messages`, question)).status).toBeLessThan(300);
  }
  const standing = { outcome: "opted-out", words: "They wrote that they want no answer." };
  const recorded = await call(`/cases/${closed.caseId}/reporter-standing`, standing);
  expect(recorded.status).toBeLessThan(300);
  const reason = { reason: "reporter-opted-out" };
  expect((await call(`/cases/${closed.caseId}/closing`, reason)).status).toBeLessThan(300);
  await runOwed(tasks.on);
  tasks.sent.length = 0;
  house.passSeconds(9 * 86_400);
  for (let again = 0; again < 2; again += 1) {
    await sweepClocks(house.context);
    await runOwed(tasks.on);
  }
  const letters = tasks.sent.map(({ raw }) => Buffer.from(raw).toString());
  const about = ({ reference }: TestCase) => letters.filter((text) => text.includes(reference));
  expect([about(open).length, about(closed).length]).toEqual([1, 0]);
  // What was built was also kept: the record says so, and the party's own page.
  const kept = await house.pools.worker.query(
    "select case_id from events where type = 'reminder.sent'",
  );
  expect(kept.rows).toEqual([{ case_id: open.caseId }]);
  const reader = new TestBrowser(app, "192.0.2.9");
  await reader.submit("/portal", { code: open.receiptCode });
  expect((await reader.get("/portal/case")).body).toContain("Which firmware?");
});

interface CsafLike {
  readonly product_tree: unknown;
  readonly vulnerabilities: readonly {
    readonly product_status: Readonly<Record<string, readonly string[]>>;
    readonly scores?: readonly { readonly products: readonly string[] }[];
  }[];
}

test("11: a published document names each product by the same id at every call, with its status and its score", async () => {
  // The rules of the format are others' test: here they pass.
  const check = async () => ({ valid: true, errors: [], warnings: [] });
  const publisher = { ...(await publisherOf(tasks.on)), checker: { check } };
  await publishImported(publisher, [anAdvisory()]);
  const directory = "/.well-known/csaf/white/";
  const read = async (file: string) => (await app.inject({ url: directory + file })).body;
  const [file = ""] = (await read("index.txt")).trim().split("\n");
  const first = await read(file);
  // All that lists it is made anew by the next publication, and the document stays as it is.
  await publishImported(publisher, [aNotice()]);
  expect((await read("index.txt")).trim().split("\n")).toHaveLength(2);
  expect(await read(file)).toBe(first);
  const { product_tree: tree, vulnerabilities } = JSON.parse(first) as CsafLike;
  const named = [...JSON.stringify(tree).matchAll(/"product_id":"([^"]+)"/g)].map(([, id]) => id);
  expect(named).toEqual(anAdvisory().products.map(({ id }) => id));
  expect(JSON.stringify(tree)).not.toMatch(/"[^"]+ Products"/);
  expect(vulnerabilities.length).toBeGreaterThan(0);
  for (const { product_status: status, scores = [] } of vulnerabilities) {
    const { recommended: _, ...states } = status;
    expect(new Set(Object.values(states).flat())).toEqual(new Set(named));
    expect(scores.flatMap(({ products }) => products).length).toBeGreaterThan(0);
  }
});

test("[VEN-41] a publication offers its own address to pass on, and no public page names anybody else's script", async () => {
  const page = await app.inject({ url: `/publications/${anAdvisory().id}` });
  const address = `${house.context.baseUrl}/publications/${anAdvisory().id}`;
  expect(page.statusCode).toBe(200);
  expect(page.body).toMatch(new RegExp(`<code id="[^"]+"[^>]*>${address}</code>`));
  expect(page.body).toContain("Permanent link");
  expect(page.body).toContain("data-copy=");
  const paths = ["/", "/report", "/publications", "/policy", "/portal", "/thanks", "/key", "/help"];
  for (const url of [...paths, `/publications/${anAdvisory().id}`]) {
    const { body, headers } = await app.inject({ url, headers: { accept: "text/html" } });
    const own = body.replaceAll(house.context.baseUrl, "");
    const loaded = [...own.matchAll(/<(?:script|img|iframe|link|source|video|object)\b[^>]*/g)];
    for (const [tag] of loaded) {
      expect(tag, url).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    }
    const policy = String(headers["content-security-policy"]);
    expect(policy, url).toMatch(/default-src '(?:none|self)'/);
    expect(policy, url).not.toMatch(/https?:\/\/|\*/);
  }
});

test("[VEN-22] an e-mail address is all that a report needs of who sends it, and staff read it before the address proved to work", async () => {
  tasks.sent.length = 0;
  const reader = new TestBrowser(app, "192.0.2.31");
  const form = await reader.get("/report");
  const required = [...form.body.matchAll(/<(?:input|textarea|select)\b[^>]*\brequired\b[^>]*/g)]
    .map(([tag]) => /name="([^"]+)"/.exec(tag)?.[1])
    .filter((name) => !/^(?:product|description)$/.test(name ?? ""));
  expect(required.filter((name) => name !== "email")).toEqual([]);
  const email = "only-mail@research.example";
  const report = {
    product: "Gateway",
    description: "A trumpeting stop.",
    email,
    answersBy: "mail",
  };
  const sent = await app.inject({ method: "POST", url: "/api/v1/reports", payload: report });
  expect(sent.statusCode).toBe(201);
  await runOwed(tasks.on);
  const { said } = await call<{ cases: { reference: string }[] }>("/cases");
  const cases = await Promise.all(said.cases.map(({ reference }) => call(`/cases/${reference}`)));
  expect(cases.filter((each) => JSON.stringify(each.said).includes("trumpeting"))).toHaveLength(1);
  // The mail that came back carries the link, which shows how it stands; the receipt code opens it.
  const [letter] = tasks.sent.filter(({ to }) => to.includes(email));
  const token =
    /\/portal\/link\/([\w-]{22})/.exec(Buffer.from(letter?.raw ?? []).toString())?.[1] ?? "";
  const page = await reader.get(`/portal/link/${token}`);
  await reader.post("/portal/link", { _csrf: tokenIn(page.body), token });
  const steps = await reader.get("/portal/steps");
  expect(steps.statusCode).toBe(200);
  expect(steps.body).not.toContain("trumpeting");
  const { receiptCode } = sent.json<{ receiptCode: string }>();
  await reader.submit("/portal", { code: receiptCode });
  const portal = await reader.get("/portal/case");
  expect(portal.statusCode).toBe(200);
  expect(portal.body).toContain("trumpeting");
});

/** Every deed is done, and then the transaction that it was done in fails. */
function failing(context: Context): Context {
  return {
    ...context,
    transaction: (actor, work) =>
      context.transaction(actor, async (tx) => {
        await work(tx);
        throw new Error("the connection is gone");
      }),
  };
}

test("OSIDB: who sees a case changes with the deed or not at all, and all that hangs on the case changes with it", async () => {
  const found = await aCase(house, "a stop to be seen");
  const guest = { ...(await aPerson(house, "engineer")), groupIds: [] };
  await house.pools.worker.query("delete from team_members where person_id = $1", [guest.id]);
  const script = await aToken(guest);
  const { caseId, reference } = found;
  const seen = async () => {
    const paths = [`/cases/${reference}`, `/cases/${reference}/promises`];
    const answers = await Promise.all(paths.map((path) => call(path, undefined, script)));
    return answers.map(({ status }) => status);
  };
  const letIn = { caseId, personId: guest.id, reason: "Maintains the parser." };
  expect(await seen()).toEqual([404, 404]);
  await expect(perform(failing(house.context), addMember, lead, letIn)).rejects.toThrow("is gone");
  expect(await seen()).toEqual([404, 404]);
  await perform(house.context, addMember, lead, letIn);
  expect(await seen()).toEqual([200, 200]);
  const goes = { caseId, reason: "My part is done." };
  await expect(perform(failing(house.context), leaveCase, guest, goes)).rejects.toThrow("is gone");
  expect(await seen()).toEqual([200, 200]);
  await perform(house.context, leaveCase, guest, goes);
  expect(await seen()).toEqual([404, 404]);
});
