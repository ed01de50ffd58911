import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { anAccount } from "../../test/support/accounts.ts";
import {
  aColleague,
  aWednesday,
  type TestContext,
  testContext,
  theWorker,
} from "../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../test/support/tasks.ts";
import { aMailInTray } from "../../test/support/tray.ts";
import { ensureHouse } from "../actions/people/ensure-house.ts";
import { keepMessage } from "../actions/tray/keep-message.ts";
import { putAsideMessage } from "../actions/tray/put-aside-message.ts";
import { recallMessage } from "../actions/tray/recall-message.ts";
import { readMail } from "../formats/mail/read-mail.ts";
import { MailNotSent } from "../mail/outbound/transport.ts";
import { timelineOf } from "../store/events/reader.ts";
import { runOwed } from "./run-owed.ts";
import { sweepTray } from "./sweep-tray.ts";

const fourHours = 4 * 3_600;
const analyst = aColleague("analyst");

let house: TestContext;
let tasks: TestTasks;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  tasks = await testTasks(house);
  await anAccount(house.context, "lead@team.example", "lead");
  await anAccount(house.context, "second@team.example", "lead");
  await anAccount(house.context, "analyst@team.example", "analyst");
});
beforeEach(async () => {
  house.setClock(aWednesday);
  // What another test left in the tray is sorted.
  await house.pools.worker.query("update cases set tray = 'kept' where tray = 'new'");
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

async function sweep(page?: number): Promise<{ noted: number; told: string[] }> {
  tasks.sent.length = 0;
  const noted = await sweepTray(house.context, page);
  await runOwed(tasks.on);
  return { noted, told: tasks.sent.flatMap(({ to }) => to).toSorted() };
}

const leads = ["lead@team.example", "second@team.example"];

test("a message that nobody looks at alarms its leads once, by its reference and a link alone", async () => {
  const { caseId, reference } = await aMailInTray(house, tasks, { subject: "Zanzibar" });
  house.passSeconds(fourHours - 1);
  expect(await sweep()).toEqual({ noted: 0, told: [] });
  house.passSeconds(1);
  expect(await sweep()).toEqual({ noted: 1, told: leads });
  const own = { own: [], trust: [tasks.ownKey.publicKey], now: house.context.now() };
  const read = await readMail(tasks.sent[0]?.raw ?? new Uint8Array(), own);
  expect(read.subject).toBe(`[${reference}] Nobody has looked at the intake tray`);
  expect(read.text).toContain("http://localhost:8080/console/tray");
  for (const word of ["Zanzibar", "Sender", "shop"]) expect(read.text).not.toContain(word);
  expect(await sweep()).toEqual({ noted: 0, told: [] });
  const events = await house.context.transaction(theWorker, (tx) => timelineOf(tx, caseId));
  expect(events.filter(({ type }) => type === "tray.alarmed")).toHaveLength(1);
});

test("many messages are one alarm, and what comes due soon after is told of later, once", async () => {
  const first = await aMailInTray(house, tasks);
  await aMailInTray(house, tasks);
  await aMailInTray(house, tasks);
  house.passSeconds(600);
  await aMailInTray(house, tasks);
  house.passSeconds(fourHours - 600);
  expect(await sweep()).toEqual({ noted: 3, told: leads });
  const { raw } = tasks.sent[0] ?? { raw: new Uint8Array() };
  expect(Buffer.from(raw).toString()).toContain(first.reference);
  house.passSeconds(600);
  expect(await sweep()).toEqual({ noted: 0, told: [] });
  house.passSeconds(fourHours);
  expect(await sweep()).toEqual({ noted: 1, told: leads });
});

test("messages that cannot be read are no reason to tell nobody of those behind them", async () => {
  const broken = await aMailInTray(house, tasks);
  house.passSeconds(60);
  await aMailInTray(house, tasks);
  const change = "update cases set policy_version = 999 where case_id = $1";
  await house.pools.worker.query(change, [broken.caseId]);
  house.passSeconds(fourHours);
  await expect(sweep(1)).rejects.toThrow(/policy/);
  await runOwed(tasks.on);
  expect(tasks.sent.flatMap(({ to }) => to).toSorted()).toEqual(leads);
});

test("whoever sorted it in time hears nothing; what is taken back alarms anew", async () => {
  const kept = await aMailInTray(house, tasks);
  const aside = await aMailInTray(house, tasks);
  await keepMessage.run(house.context, analyst, { caseId: kept.caseId, as: "report" });
  await putAsideMessage.run(house.context, analyst, { caseId: aside.caseId, reason: "spam" });
  house.passSeconds(fourHours);
  expect(await sweep()).toEqual({ noted: 0, told: [] });
  await recallMessage.run(house.context, analyst, { caseId: aside.caseId });
  expect(await sweep()).toEqual({ noted: 1, told: leads });
});

test("a lead whose mail server is away is told later, and nobody twice", async () => {
  await aMailInTray(house, tasks);
  house.passSeconds(fourHours);
  tasks.sent.length = 0;
  await sweepTray(house.context);
  tasks.failNext(new MailNotSent("mail-send.temporary", 451, "451 later"));
  await expect(runOwed(tasks.on)).rejects.toThrow();
  await runOwed(tasks.on);
  expect(tasks.sent.flatMap(({ to }) => to).toSorted()).toEqual(leads);
});

test("nobody is told of a message that was sorted before the letter left", async () => {
  const { caseId } = await aMailInTray(house, tasks);
  house.passSeconds(fourHours);
  tasks.sent.length = 0;
  await sweepTray(house.context);
  await keepMessage.run(house.context, analyst, { caseId, as: "report" });
  await runOwed(tasks.on);
  expect(tasks.sent).toEqual([]);
});
