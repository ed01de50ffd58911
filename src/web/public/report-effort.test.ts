/** A flood of reports by the form: whoever comes after it makes a small effort, with script or without, and loses no word. */
import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { Registry } from "prom-client";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { workBits, zeroBitsOf } from "../../core/intake/friction.ts";
import type { SentForm } from "../server/sent-form.ts";
import { publicRoutes } from "./public-routes.ts";
import { reportEfforts } from "./report-effort.ts";

let house: TestContext;
let web: TestWeb;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const requestsPerMinute = { reads: 100_000, changes: 100_000 };

async function open(reportsAnHour: number | null | undefined): Promise<void> {
  await web?.app.close();
  web = await testWeb(house.context, [publicRoutes], {
    requestsPerMinute,
    ...(reportsAnHour === undefined ? {} : { reportsAnHour }),
  });
}

let address = 1;
/** Another sender, from another network unless told. */
const sender = (from = `198.51.100.${address++}`) => new TestBrowser(web.app, from);

const report = (email: string) => ({
  product: "OmniGate 9000",
  description: "It restarts whenever a call is parked.",
  email,
});
const from = (count: number) => report(`finder${count}@research.example`);

async function send(
  browser: TestBrowser,
  more: Record<string, string> = {},
  fields = from(address),
) {
  const page = await browser.get("/report");
  const [, csrf = ""] = /name="_csrf" value="([^"]+)"/.exec(page.body) ?? [];
  const answer = await browser.upload("/report", { _csrf: csrf, ...fields, ...more });
  return { status: answer.statusCode, body: answer.body, text: textOf(answer.body) };
}

/** The effort that a page asks for. */
function askedIn(body: string) {
  const [, token = ""] = /name="effort" value="([^"]+)"/.exec(body) ?? [];
  const [, left, right] = /How much is (\d) plus (\d)\?/.exec(body) ?? [];
  return { effort: token, sum: String(Number(left) + Number(right)) };
}

async function figures(): Promise<string> {
  return web.web.metrics.registry.metrics();
}

describe("a network from which many reports came", () => {
  beforeEach(() => open(2));

  async function flooded(): Promise<TestBrowser> {
    const browser = sender();
    for (const count of [1, 2]) {
      expect((await send(browser, {}, from(address * 100 + count))).status).toBe(201);
    }
    return browser;
  }

  test("is asked for a sum and a minute, which need no script; every word comes back", async () => {
    const browser = await flooded();
    const refused = await send(browser);
    expect(refused.status).toBe(429);
    expect(refused.text).toContain("Very many reports came in within an hour");
    expect(refused.body).toContain("It restarts whenever a call is parked.");
    const { effort, sum } = askedIn(refused.body);
    const early = await send(browser, { effort, effortAnswer: sum });
    expect([early.status, early.text.includes("Wait 60 more seconds")]).toEqual([429, true]);
    expect(askedIn(early.body).effort).toBe(effort);
    const wrong = await send(browser, { effort, effortAnswer: "99" });
    expect([wrong.status, wrong.text.includes("That is not the sum")]).toEqual([422, true]);
    house.passSeconds(60);
    expect((await send(browser, { effort, effortAnswer: sum })).status).toBe(201);
    const again = await send(browser, { effort, effortAnswer: sum });
    expect(again.status).toBe(429);
    expect(askedIn(again.body).effort).not.toBe(effort);
    expect(await figures()).toContain('parley_report_efforts_total{outcome="wait"} 1');
  });

  test("may let its browser calculate instead, at once", async () => {
    const browser = await flooded();
    const { effort } = askedIn((await send(browser)).body);
    let work = 0;
    const bitsOf = (number: number) =>
      zeroBitsOf(createHash("sha256").update(`${effort}:${number}`).digest());
    while (bitsOf(work) < workBits) work += 1;
    expect((await send(browser, { effort, effortWork: String(work + 1) })).status).toBe(429);
    expect((await send(browser, { effort, effortWork: String(work) })).status).toBe(201);
    expect(await figures()).toContain('outcome="work"} 1');
  });

  test("cannot make an effort up, nor one that another house asked for", async () => {
    const browser = await flooded();
    const { effort } = askedIn((await send(browser)).body);
    const other = `${effort.slice(0, -22)}${"A".repeat(22)}`;
    house.passSeconds(61);
    const { sum } = askedIn((await send(browser, { effort: other, effortAnswer: "2" })).body);
    expect((await send(browser, { effort: other, effortAnswer: sum })).status).toBe(429);
  });

  test("does not lose the effort where the report lacks something else", async () => {
    const browser = await flooded();
    const { effort, sum } = askedIn((await send(browser)).body);
    house.passSeconds(60);
    const made = { effort, effortAnswer: sum };
    expect((await send(browser, { ...made, description: "" })).status).toBe(422);
    expect((await send(browser, made)).status).toBe(201);
  });

  test("is left alone an hour later, and another network always was", async () => {
    const browser = await flooded();
    expect((await send(sender())).status).toBe(201);
    house.passSeconds(3_600);
    expect((await send(browser)).status).toBe(201);
  });

  test("one address under which many come from many networks is asked too", async () => {
    for (const _ of [1, 2])
      expect((await send(sender(), {}, report("one@x.example"))).status).toBe(201);
    expect((await send(sender(), {}, report(" One@x.example"))).status).toBe(429);
    expect((await send(sender(), {}, report("two@x.example"))).status).toBe(201);
  });
});

test("whoever comes by the onion service is not asked for what a network would be", async () => {
  await open(2);
  for (let count = 0; count < 12; count += 1) {
    expect((await send(sender("127.0.0.1"), {}, from(9_000 + count))).status).toBe(201);
  }
});

test("a house that wants no efforts asks for none; one that says nothing asks after hundreds", async () => {
  for (const reportsAnHour of [null, undefined]) {
    await open(reportsAnHour);
    const metrics = { registry: new Registry(), token: null };
    const efforts = reportEfforts({ ...web.web, metrics });
    const request = { ip: "198.51.100.9" } as FastifyRequest;
    // The effort reads the form by text() alone; a whole one is a parsed request.
    const form = { text: () => "" } as unknown as SentForm;
    const must = () => efforts.mustBeMade(request, form);
    for (let count = 0; count < 299; count += 1) efforts.noteTaken(request, form);
    expect(must).not.toThrow();
    efforts.noteTaken(request, form);
    if (reportsAnHour === null) expect(must).not.toThrow();
    else expect(must).toThrow("Very many reports");
  }
});
