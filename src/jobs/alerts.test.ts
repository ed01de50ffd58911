/** Alarms that go to mailboxes and webhooks besides, against a server of this test's own. */
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { actorOf, anAccount } from "../../test/support/accounts.ts";
import { aCase } from "../../test/support/cases.ts";
import {
  aWednesday,
  type TestContext,
  testContext,
  theWorker,
} from "../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../test/support/tasks.ts";
import { perform } from "../actions/action.ts";
import {
  addAlertTarget,
  endAlertTarget,
  renewAlertSecret,
  retryAlert,
  testAlertTarget,
} from "../actions/alerts/target-deeds.ts";
import { assignCase } from "../actions/cases/assign-case.ts";
import { ensureHouse } from "../actions/people/ensure-house.ts";
import { alertTriesMax } from "../core/duty/alert.ts";
import type { Actor } from "../core/people/actor.ts";
import type { StaffRole } from "../core/people/roles.ts";
import { alertPost } from "../integrations/webhooks/send-signed.ts";
import { outgoingFetch } from "../lib/outgoing-fetch.ts";
import { alertTargets, recentAlerts } from "../store/alerts/reader.ts";
import { runOwed } from "./run-owed.ts";
import { sweepUntaken } from "./sweep-duty.ts";

let status = 200;
let came: { signature: string; body: string }[] = [];
const server = createServer((request, answer) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    const signature = String(request.headers["parley-signature"]);
    came.push({ signature, body: Buffer.concat(parts).toString() });
    answer.writeHead(status).end();
  });
});

let house: TestContext;
let tasks: TestTasks;
let lead: Actor;
let analyst: Actor;
let url = "";

async function someone(address: string, role: StaffRole): Promise<Actor> {
  const actor = await actorOf(
    house.context,
    (await anAccount(house.context, address, role)).session,
  );
  return actor.kind === "staff" ? { ...actor, steppedUp: true } : actor;
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  url = `http://${host}/hook/zq-room`;
  house = await testContext({ demonstration: false });
  await ensureHouse.run(house.context, theWorker, {});
  const made = await testTasks(house);
  tasks = { ...made, on: { ...made.on, postAlert: alertPost(outgoingFetch, [host]) } };
  lead = await someone("lead@team.example", "lead");
  analyst = await someone("analyst@team.example", "analyst");
});
beforeEach(async () => {
  house.setClock(aWednesday);
  status = 200;
  await runOwed(tasks.on);
  came = [];
  tasks.sent.length = 0;
  await house.pools.worker.query("update alert_targets set ended_at = $1 where ended_at is null", [
    aWednesday,
  ]);
  await house.pools.worker.query(
    "update cases set closed_at = $1, lane = 3 where closed_at is null",
    [aWednesday],
  );
});
afterAll(async () => {
  server.close();
  await tasks.close();
  await house.close();
});

const hook = (whose: "me" | "house", only: "all" | "urgent" = "all") => ({
  whose,
  address: url,
  only,
});

const alertsFor = (actor: Actor) =>
  house.context.transaction(actor, (tx) => recentAlerts(tx, house.context.now()));

async function untaken() {
  const found = await aCase(house, "Zanzibar", { exploited: "yes" });
  await runOwed(tasks.on);
  tasks.sent.length = 0;
  house.passSeconds(1_800);
  await sweepUntaken(house.context);
  return found;
}

test("an alarm reaches the house's webhook, signed, with reference and link and no word of the case", async () => {
  const { secret } = await perform(house.context, addAlertTarget, lead, hook("house"));
  const { reference } = await untaken();
  await runOwed(tasks.on);
  expect(came).toHaveLength(1);
  const { signature = "", body = "" } = came[0] ?? {};
  const [time = "", sign] = signature.split(",");
  const hmac = createHmac("sha256", secret ?? "").update(`${time.slice(2)}.${body}`);
  expect(sign).toBe(`v1=${hmac.digest("hex")}`);
  expect(time).toBe(`t=${+house.context.now() / 1000}`);
  const link = `http://localhost:8080/console/cases/${reference}`;
  expect(JSON.parse(body)).toMatchObject({ kind: "woken", reference, link });
  for (const word of ["Zanzibar", "OmniGate", "finder", "packet"]) expect(body).not.toContain(word);
  expect(await alertsFor(lead)).toMatchObject([{ state: "sent", tries: 1 }]);
});

test("what does not get there is tried again until a person has to look, and is then sent by one deed", async () => {
  const made = await perform(house.context, addAlertTarget, lead, hook("house"));
  await untaken();
  status = 503;
  for (let hour = 0; hour < 24; hour += 1) {
    await runOwed(tasks.on);
    house.passSeconds(3_600);
  }
  expect(came).toHaveLength(alertTriesMax);
  // Each time the same alarm: whoever receives it twice can tell.
  expect(new Set(came.map(({ body }) => body)).size).toBe(1);
  const [failed] = await alertsFor(lead);
  expect(failed).toMatchObject({ state: "failed", failure: "status-503", tries: alertTriesMax });
  status = 204;
  const { targetId } = made;
  await perform(house.context, retryAlert, lead, { targetId, alertId: failed?.alertId });
  await runOwed(tasks.on);
  expect(came).toHaveLength(alertTriesMax + 1);
  expect((await alertsFor(lead))[0]).toMatchObject({ state: "sent" });
});

test("a case that was taken meanwhile is told to nobody any more", async () => {
  await perform(house.context, addAlertTarget, lead, hook("house"));
  const { caseId } = await untaken();
  if (analyst.kind !== "staff") throw new Error("an account is staff");
  await perform(house.context, assignCase, analyst, { caseId, ownerId: analyst.id });
  await runOwed(tasks.on);
  expect(came).toEqual([]);
  expect((await alertsFor(lead))[0]).toMatchObject({ state: "needless" });
});

test("a new secret signs beside the former one for a day", async () => {
  const { targetId, secret: former } = await perform(
    house.context,
    addAlertTarget,
    analyst,
    hook("me"),
  );
  const { secret } = await perform(house.context, renewAlertSecret, analyst, { targetId });
  const signs = async () => {
    came = [];
    await perform(house.context, testAlertTarget, analyst, { targetId });
    await runOwed(tasks.on);
    const { signature = "", body = "" } = came[0] ?? {};
    const [time = "", ...signed] = signature.split(",");
    return [secret, former].map((each) => {
      const hmac = createHmac("sha256", each ?? "").update(`${time.slice(2)}.${body}`);
      return signed.includes(`v1=${hmac.digest("hex")}`);
    });
  };
  expect(await signs()).toEqual([true, true]);
  house.passSeconds(24 * 3_600);
  expect(await signs()).toEqual([true, false]);
});

test("a mailbox gets the same in a mail, and nothing once it is removed", async () => {
  const box = { whose: "house", address: "pager@devices.example", only: "urgent" };
  const { targetId, secret } = await perform(house.context, addAlertTarget, lead, box);
  expect(secret).toBeNull();
  const { reference } = await untaken();
  await runOwed(tasks.on);
  const mail = tasks.sent.find(({ to }) => to.includes("pager@devices.example"));
  const raw = Buffer.from(mail?.raw ?? []).toString();
  expect(raw).toContain(`[${reference}] Urgent: nobody has taken this case`);
  expect(raw).not.toContain("Zanzibar");
  await perform(house.context, endAlertTarget, lead, { targetId });
  house.passSeconds(900);
  tasks.sent.length = 0;
  await sweepUntaken(house.context);
  await runOwed(tasks.on);
  expect(tasks.sent.flatMap(({ to }) => to)).not.toContain("pager@devices.example");
});

test("the house's addresses are a lead's matter, and one's own are nobody else's", async () => {
  const asked = perform(house.context, addAlertTarget, analyst, hook("house"));
  await expect(asked).rejects.toMatchObject({ code: "access.not-permitted" });
  const { targetId } = await perform(house.context, addAlertTarget, analyst, hook("me"));
  const other = perform(house.context, endAlertTarget, lead, { targetId });
  await expect(other).rejects.toMatchObject({ code: "alert.unknown" });
  const seen = (actor: Actor) =>
    house.context.transaction(actor, (tx) => alertTargets(house.context, tx));
  expect(await seen(lead)).toEqual([]);
  expect(await seen(analyst)).toMatchObject([{ targetId }]);
});

test("neither address nor secret lies in the database in words", async () => {
  const { secret } = await perform(house.context, addAlertTarget, analyst, hook("me"));
  const { rows } = await house.pools.worker.query<{ dump: string }>(
    "select string_agg(t::text, '') || string_agg(encode(target_sealed, 'escape'), '') as dump from alert_targets t",
  );
  expect(rows[0]?.dump).not.toContain("zq-room");
  expect(rows[0]?.dump).not.toContain(secret);
});

test("an alarm that no job tries any more stands still, and is sent again by one deed", async () => {
  const { targetId } = await perform(house.context, addAlertTarget, lead, hook("house"));
  await untaken();
  const owed = (await alertsFor(lead)).find(({ state }) => state === "owed");
  const again = () =>
    perform(house.context, retryAlert, lead, { targetId, alertId: owed?.alertId });
  await expect(again()).rejects.toMatchObject({ code: "alert.not-lost" });
  // Its job is gone: nobody tries it any more.
  await house.pools.worker.query("delete from outbox where task = 'send-alert'");
  house.passSeconds(6 * 3_600);
  await runOwed(tasks.on);
  // It stands above what arrived.
  expect((await alertsFor(lead))[0]).toMatchObject({ alertId: owed?.alertId, state: "owed" });
  await again();
  await runOwed(tasks.on);
  expect(came).toHaveLength(1);
  expect((await alertsFor(lead)).find(({ alertId }) => alertId === owed?.alertId)?.state).toBe(
    "sent",
  );
});

test("an alarm at which the server fails is tried as often as one that is refused, and then waits for a person", async () => {
  const { targetId } = await perform(house.context, addAlertTarget, lead, hook("house"));
  await untaken();
  const breaking = {
    ...tasks.on,
    postAlert: () => Promise.reject(new Error("no key of that name")),
  };
  for (let hour = 0; hour < 24; hour += 1) {
    await runOwed(breaking);
    house.passSeconds(3_600);
  }
  const [failed] = await alertsFor(lead);
  expect(failed).toMatchObject({ state: "failed", failure: "internal", tries: alertTriesMax });
  await perform(house.context, retryAlert, lead, { targetId, alertId: failed?.alertId });
  await runOwed(tasks.on);
  expect(came).toHaveLength(1);
});
