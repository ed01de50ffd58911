import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actorOf } from "../../../test/support/accounts.ts";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import {
  type QueuePage,
  type QueuePlace,
  queueCounts,
  queuePage,
  queuePageRows,
} from "../../store/cases/queue-reader.ts";
import { principalsOf } from "../../store/transaction.ts";

const caseCount = 104;

let house: TestContext;
let web: TestWeb;
let analyst: Colleague;
let cases: TestCase[];

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  cases = [];
  for (let count = 0; count < caseCount; count += 1)
    cases.push(await aCase(house, `fault ${count}`));
});

afterAll(async () => {
  await web.app.close();
  await house.close();
});

const lanes = { 1: "ours", 2: "waiting", 3: "closed" } as const;
type Place = { lane: 1 | 2 | 3; due: number | null };

/** Puts the cases where we want them, in the order in which they were made. */
async function place(places: readonly Place[]): Promise<void> {
  const origin = Date.parse("2026-03-01T00:00:00Z");
  const dues = places.map(({ due }) =>
    due === null ? "infinity" : new Date(origin + due * 3_600_000).toISOString(),
  );
  await house.pools.worker.query(
    `update cases c set lane = p.lane, due_at = p.due_at
       from unnest($1::uuid[], $2::smallint[], $3::timestamptz[]) as p (case_id, lane, due_at)
      where c.case_id = p.case_id`,
    [cases.map(({ caseId }) => caseId), places.map(({ lane }) => lane), dues],
  );
}

/** Walks all pages of a lane. */
async function walk(lane: "ours" | "waiting" | "closed"): Promise<string[]> {
  const actor = await actorOf(house.context, analyst.session);
  const found: string[] = [];
  let after: QueuePlace | null = null;
  do {
    const from: QueuePlace | null = after;
    const page: QueuePage = await house.context.transaction(actor, (tx) =>
      queuePage(house.context, tx, principalsOf(actor), { lane, after: from }),
    );
    found.push(...page.rows.map((row) => row.caseId));
    after = page.next;
  } while (after);
  return found;
}

const aPlace: fc.Arbitrary<Place> = fc.record({
  // Most in one lane, many at the same instant: where pages break.
  lane: fc.constantFrom(1 as const, 1 as const, 1 as const, 2 as const, 3 as const),
  // Few without a date, or every page would break among them, where order is by id alone.
  due: fc.option(fc.integer({ min: 0, max: 6 }), { freq: 6 }),
});
const placesOfAll = fc.array(aPlace, { minLength: caseCount, maxLength: caseCount });

test("over all pages of a lane each case comes exactly once, the most urgent first", async () => {
  await fc.assert(
    fc.asyncProperty(placesOfAll, async (places) => {
      await place(places);
      for (const [number, lane] of Object.entries(lanes)) {
        const wanted = cases
          .map(({ caseId }, index) => ({ caseId, ...places[index] }))
          .filter((each) => each.lane === Number(number))
          .map(({ caseId, due }) => ({ caseId, due: due ?? Number.MAX_SAFE_INTEGER }))
          .sort((a, b) => a.due - b.due || (a.caseId < b.caseId ? -1 : 1))
          .map(({ caseId }) => caseId);
        expect(await walk(lane)).toEqual(lane === "closed" ? wanted.reverse() : wanted);
      }
    }),
    { numRuns: 8 },
  );
});

test("a case that moves while one pages is not shown twice and hides no other", async () => {
  await place(cases.map((_, index) => ({ lane: 1, due: index })));
  const first = await analyst.browser.get("/console");
  const next = /rel="next" href="([^"]+)"/.exec(first.body)?.[1]?.replaceAll("&amp;", "&") ?? "";
  await place(cases.map((_, index) => ({ lane: 1, due: index === 0 ? 500 : index })));
  const second = await analyst.browser.get(next);
  expect(second.body).toContain(cases[queuePageRows]?.reference);
  expect(second.body).not.toContain(`${cases[queuePageRows - 1]?.reference}<`);
});

test("counts end at 99+, and say what is overdue and due within a day", async () => {
  house.setClock("2026-03-03T00:00:00.000Z");
  await place(cases.map((_, index) => ({ lane: 1, due: index < 3 ? index : 47 + index })));
  const { body } = await analyst.browser.get("/console");
  expect(body).toContain('<span class="nav-count">99+</span>');
  expect(body).toContain("3 overdue");
  expect(body).toMatch(/2\d due within a day/);
  house.setClock("2026-03-11T08:00:00.000Z");
});

test("a page that was asked for with nonsense is the first page", async () => {
  for (const after of ["x", "x_y", `9999_${cases[0]?.caseId}`, "2026-03-01_1"]) {
    const answer = await analyst.browser.get(`/console?after=${encodeURIComponent(after)}&lane=no`);
    expect(answer.statusCode).toBe(200);
  }
});

test("an administrator's queue is empty and says why, and counts nothing", async () => {
  const administrator = await aSignedIn(web, house.context, "administrator", "administrator");
  for (const path of ["/console", "/console/search?q=gateway", "/console/publications"]) {
    const { body } = await administrator.browser.get(path);
    expect(body).toContain("Your account administers Parley and reads no case");
    expect(body).not.toContain("OmniGate");
  }
});

test("somebody outside the team counts no case, though their role reads cases", async () => {
  const engineer = await aSignedIn(web, house.context, "engineer", "engineer");
  const { body } = await engineer.browser.get("/console");
  expect(body).toContain("Nothing is ours to do");
  expect(body).not.toContain("OmniGate");
  const actor = await actorOf(house.context, engineer.session);
  const now = house.context.now();
  const counts = await house.context.transaction(actor, (tx) =>
    // Even asked with the team's own id, the wall counts for the asker alone.
    queueCounts(tx, [...principalsOf(actor), cases[0]?.reporter.id ?? ""], { now, tomorrow: now }),
  );
  expect(counts).toEqual({ ours: 0, waiting: 0, closed: 0, overdue: 0, withinDay: 0 });
});

test("[ALE-18] one conversation runs through the case, and a silence longer than the cadence alarms", async () => {
  const found = await aCase(house, "silence");
  house.setClock("2026-04-01T08:00:00.000Z");
  const { browser } = await aSignedIn(web, house.context, "later analyst", "analyst");
  const page = await browser.get(`/console/cases/${found.reference}`);
  expect(page.body).toMatch(/First: a status update to the reporter is overdue by \d+ days/);
  const queue = await browser.get(`/console/search?q=silence`);
  expect(queue.body).toContain("Overdue");
  const path = `/console/cases/${found.reference}`;
  const words = { partyId: found.reporter.id, text: "We are still at it." };
  const sent = await browser.submit(
    `${path}/conversation`,
    words,
    `${path}/deeds/send-message?view=conversation`,
  );
  expect(sent.statusCode).toBe(303);
  const thread = await browser.get(`${path}/conversation`);
  expect(thread.body.match(/aria-label="Messages with the reporter"/g)).toHaveLength(1);
  expect(thread.body).toContain("We are still at it.");
  house.setClock("2026-03-11T08:00:00.000Z");
});
