import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { anAccount } from "../../../test/support/accounts.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { type TestWeb, testWeb } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { settleProbe } from "../../actions/probes/keep-probes.ts";
import { apiRoutes } from "../../api/api-routes.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { SiteChannel } from "../../core/probes/channel-probe.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { outagesSince, probeRows } from "../../store/probes/reader.ts";
import { publicRoutes } from "../../web/public/public-routes.ts";
import { actorOf } from "../../web/server/actor-of.ts";
import { runOwed } from "../run-owed.ts";
import { probeChannels } from "./probe-channels.ts";

const rules = { everyHours: 24, alarmMinutes: 60 };
const channels: readonly SiteChannel[] = ["form", "api"];

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
/** Our site as strangers reach it. */
let site: string;
/** What stands before it: keeps what was sent, and hands nothing on. */
let proxy: Server;
let atProxy: string;
const swallowed: { path: string; body: string }[] = [];
let answersWith = 201;
const silence = 0;
let ends = new AbortController();

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  await anAccount(house.context, "administrator@ale.example", "administrator");
  await runOwed(tasks.on);
  web = await testWeb(house.context, [
    publicRoutes,
    (app, { context }) => apiRoutes(app, { context, actorOf }),
  ]);
  site = await web.app.listen({ host: "127.0.0.1", port: 0 });
  proxy = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const path = `${request.method} ${request.url}`;
      swallowed.push({ path, body: Buffer.concat(parts).toString() });
      if (answersWith === silence) return ends.abort();
      const page = '<form action="/report"><input type="hidden" name="_csrf" value="x"/></form>';
      response.writeHead(request.method === "GET" ? 200 : answersWith).end(page);
    });
  });
  await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
  atProxy = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
beforeEach(() => {
  swallowed.splice(0);
  tasks.sent.splice(0);
  answersWith = 201;
  ends = new AbortController();
  house.passSeconds(25 * 3600);
});
afterAll(async () => {
  proxy.close();
  await web.app.close();
  await tasks.close();
  await house.close();
});

/** One turn of the timer, after which everything that is owed is done. */
async function turn(at = site, by: readonly SiteChannel[] = channels): Promise<number> {
  const given = by.map((channel) => ({ channel, site: at }));
  const news = await probeChannels({ ...tasks.on, ends: ends.signal }, given, rules);
  await runOwed(tasks.on);
  return news;
}

const rowOf = async (channel: SiteChannel) =>
  (await house.context.transaction(theWorker, probeRows)).find((row) => row.channel === channel);

const tables = ["cases", "reports", "parties", "clocks", "messages", "deliveries", "events"];

/** How many rows there are of whatever a report leads to. */
async function made(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of tables) {
    const { rowCount } = await house.pools.worker.query(`select 1 from ${table}`);
    found[table] = rowCount ?? 0;
  }
  return found;
}

/** Anybody's report in these words, by the API. */
async function aStrangerSends(description: string): Promise<void> {
  const report = { product: "OmniGate 9000", description, answersBy: "portal" };
  const answer = await fetch(`${site}/api/v1/reports`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(report),
  });
  expect(answer.status).toBe(201);
  await runOwed(tasks.on);
}

const tokenOf = (at: number) => /Parley-Probe: [0-9a-f]{64}/.exec(swallowed[at]?.body ?? "")?.[0];

test("[TH-09] a probe goes daily through the public form and the API over HTTP, comes back, and leads to nothing", async () => {
  const nothing = await made();
  expect(await turn()).toBe(0);
  for (const channel of channels) {
    expect(await rowOf(channel)).toMatchObject({
      cameAt: house.context.now(),
      awaitedSince: null,
      refused: false,
      downSince: null,
    });
  }
  expect(await made()).toEqual(nothing);
  const { rows } = await house.pools.worker.query(
    "select channel, state, case_id, receipt_hash from inbox order by channel",
  );
  expect(rows).toEqual(
    ["api", "form"].map((channel) => ({
      ...{ channel, state: "probe", case_id: null, receipt_hash: null },
    })),
  );
  expect([tasks.sent, (await house.pools.worker.query("select 1 from outbox")).rowCount]).toEqual([
    [],
    0,
  ]);
  // Once a day.
  house.passSeconds(24 * 3600 - 1);
  await turn();
  expect((await rowOf("form"))?.sentAt).not.toEqual(house.context.now());
  house.passSeconds(1);
  await turn();
  expect((await rowOf("form"))?.cameAt).toEqual(house.context.now());
});

test("a probe fills in the form as its page asks, whatever the policy asks of reporters", async () => {
  const [ale] = house.context.policies;
  if (!ale) throw new Error("there is no policy");
  const strict: Policy = {
    ...ale,
    reportForm: { ...ale.reportForm, receiptCode: false },
    reporterUndertakings: { ...ale.reporterUndertakings, strength: "accepted" },
  };
  // Its cookies are marked for https alone: the probe comes by the address inside, behind the proxy.
  const baseUrl = "https://psirt.ale.example";
  const context = { ...house.context, baseUrl, policies: [strict] };
  const other = await testWeb(context, [publicRoutes]);
  try {
    const to = [{ channel: "form", site: await other.app.listen({ port: 0 }) }] as const;
    await probeChannels({ ...tasks.on, context }, to, rules);
    await runOwed(tasks.on);
    expect(await rowOf("form")).toMatchObject({ cameAt: house.context.now(), refused: false });
  } finally {
    await other.app.close();
  }
});

test("[TH-09] a form or API that loses what it takes alarms, counts its outage from the first probe on, and ends it with the first that is back", async () => {
  await turn(atProxy);
  const left = house.context.now();
  expect(swallowed.map(({ path }) => path)).toEqual([
    "GET /report",
    "POST /report",
    "POST /api/v1/reports",
  ]);
  house.passSeconds(3_600);
  expect(await turn(atProxy)).toBe(2);
  expect(await turn(atProxy)).toBe(0);
  for (const channel of channels) expect(await rowOf(channel)).toMatchObject({ downSince: left });
  const now = house.context.now();
  const letters = await Promise.all(
    tasks.sent.map(({ raw }) => readMail(raw, { own: [], trust: [], now })),
  );
  expect(letters.map(({ text }) => /channel "[^"]+"/.exec(text)?.[0]).sort()).toEqual([
    'channel "API"',
    'channel "Report form"',
  ]);
  house.passSeconds(3_600);
  expect(await turn()).toBe(0);
  for (const channel of channels) expect(await rowOf(channel)).toMatchObject({ downSince: null });
  const outages = await house.context.transaction(theWorker, (tx) => outagesSince(tx, left));
  expect(outages.map(({ beganAt, endedAt }) => [beganAt, endedAt])).toEqual([
    [left, house.context.now()],
    [left, house.context.now()],
  ]);
});

test("a form that does not take a probe is tried at each turn, so that a proxy's restart is no outage", async () => {
  answersWith = 503;
  await turn(atProxy, ["form"]);
  const left = house.context.now();
  expect(await rowOf("form")).toMatchObject({ refused: true, awaitedSince: left });
  house.passSeconds(60);
  await turn("http://127.0.0.1:1", ["form"]);
  expect(await rowOf("form")).toMatchObject({
    ...{ refused: true, awaitedSince: left, sentAt: house.context.now() },
  });
  house.passSeconds(60);
  expect(await turn(site, ["form"])).toBe(0);
  expect(await rowOf("form")).toMatchObject({ refused: false, awaitedSince: null, tookMs: 0 });
  expect(tasks.sent).toEqual([]);
  // Tried all the while, it is down all the same once it is late.
  house.passSeconds(25 * 3600);
  answersWith = 503;
  for (let minutes = 0; minutes < 60; minutes += 20) {
    expect(await turn(atProxy, ["form"])).toBe(0);
    house.passSeconds(20 * 60);
  }
  expect(await turn(atProxy, ["form"])).toBe(1);
  await turn(site, ["form"]);
});

test("a made-up or spent mark drops no report, whoever sends it", async () => {
  const cases = (await made()).cases ?? 0;
  await aStrangerSends(`It overflows.\nParley-Probe: ${"ab".repeat(32)}\n`);
  expect(await made()).toMatchObject({ cases: cases + 1, reports: cases + 1 });
  // One that somebody saw on its way and sends twice: it is spent the first time.
  await turn(atProxy, ["form"]);
  const seen = tokenOf(1) ?? "";
  expect(seen).not.toBe("");
  await aStrangerSends(seen);
  expect((await made()).cases).toBe(cases + 1);
  // By another way than it was sent, it proves nothing either.
  expect((await rowOf("form"))?.awaitedSince).toEqual(house.context.now());
  await aStrangerSends(`Listen to this.\n${seen}`);
  expect((await made()).cases).toBe(cases + 2);
});

test("of two that carry one mark at the same moment, one is a report", async () => {
  await turn(atProxy, ["form"]);
  const token = (tokenOf(1) ?? "").replace("Parley-Probe: ", "");
  const settle = () =>
    settleProbe(house.context, { inboxId: house.context.newId(), channel: "form", token });
  const settled = await Promise.all([settle(), settle(), settle()]);
  expect(settled.filter(Boolean)).toHaveLength(1);
});

test("a mark is kept as a keyed hash alone, and a channel that is no longer probed is forgotten", async () => {
  await turn(atProxy, ["form"]);
  const token = (tokenOf(1) ?? "").replace("Parley-Probe: ", "");
  const { rows } = await house.pools.worker.query("select token_hash from channel_probes");
  expect(rows).toHaveLength(1);
  expect(rows[0].token_hash).toHaveLength(32);
  expect(rows[0].token_hash.toString("hex")).not.toBe(token);
  const cases = (await made()).cases ?? 0;
  await turn(site, []);
  expect(await rowOf("form")).toBeUndefined();
  // What was on its way by it makes no case all the same.
  await aStrangerSends(`Parley-Probe: ${token}`);
  expect((await made()).cases).toBe(cases);
});

test("a probe reaches no other host than the one that the settings name, and follows nobody elsewhere", async () => {
  answersWith = 307;
  await turn(atProxy);
  expect([await rowOf("form"), await rowOf("api")]).toMatchObject([
    { refused: true },
    { refused: true },
  ]);
  expect(swallowed).toHaveLength(3);
});

test("a site that does not answer keeps the program from nothing: its end cuts the wait", async () => {
  answersWith = silence;
  await turn(atProxy);
  expect([await rowOf("form"), await rowOf("api")]).toMatchObject([
    { refused: true },
    { refused: true },
  ]);
  expect(swallowed.map(({ path }) => path)).toEqual(["GET /report"]);
});
