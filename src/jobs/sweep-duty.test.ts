import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { actorOf, anAccount } from "../../test/support/accounts.ts";
import { aCase, type TestCase } from "../../test/support/cases.ts";
import {
  aWednesday,
  type TestContext,
  testContext,
  theWorker,
} from "../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../test/support/tasks.ts";
import { perform } from "../actions/action.ts";
import { assignCase } from "../actions/cases/assign-case.ts";
import { openCase } from "../actions/cases/open-case.ts";
import { releaseCase } from "../actions/cases/release-case.ts";
import { decideRelevancy } from "../actions/decisions/decide-relevancy.ts";
import { dismissSignal } from "../actions/facts/answer-signal.ts";
import { setOnCall } from "../actions/glass/set-on-call.ts";
import { sendMessage } from "../actions/messages/send-message.ts";
import { disablePerson } from "../actions/people/disable-person.ts";
import { ensureHouse } from "../actions/people/ensure-house.ts";
import { suspectSeverity } from "../actions/scoring/suspect-severity.ts";
import type { Actor } from "../core/people/actor.ts";
import type { StaffRole } from "../core/people/roles.ts";
import { readMail } from "../formats/mail/read-mail.ts";
import { headOf } from "../store/cases/head-reader.ts";
import { type EventView, timelineOf } from "../store/events/reader.ts";
import { runOwed } from "./run-owed.ts";
import { sweepNeglected, sweepUntaken } from "./sweep-duty.ts";

const minute = 60;
const hour = 3_600;

type Person = { readonly id: string; readonly actor: Actor; readonly address: string };

let house: TestContext;
let tasks: TestTasks;
let lead: Person;
let first: Person;
let second: Person;

/** `isOutside`: of no team that sees every case. */
async function someone(address: string, role: StaffRole, isOutside = false): Promise<Person> {
  const account = await anAccount(house.context, address, role);
  const leaves = "delete from team_members where person_id = $1";
  if (isOutside) await house.pools.worker.query(leaves, [account.personId]);
  const actor = await actorOf(house.context, account.session);
  if (actor.kind !== "staff") throw new Error("an account is staff");
  return { id: actor.id, actor: { ...actor, steppedUp: true }, address };
}

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  tasks = await testTasks(house);
  lead = await someone("lead@team.example", "lead");
  first = await someone("first@team.example", "analyst");
  second = await someone("second@team.example", "analyst", true);
  for (const [line, { id: personId }] of [first, second].entries()) {
    const until = "2026-04-10T08:00:00.000Z";
    await perform(house.context, setOnCall, lead.actor, { personId, line: line + 1, until });
  }
});
beforeEach(async () => {
  house.setClock(aWednesday);
  // What another test left open is closed.
  await house.pools.worker.query(
    "update cases set closed_at = $1, lane = 3 where closed_at is null",
    [aWednesday],
  );
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

/** Whom a sweep woke by mail. */
async function woken(page?: number): Promise<string[]> {
  await runOwed(tasks.on);
  tasks.sent.length = 0;
  await sweepUntaken(house.context, page);
  await runOwed(tasks.on);
  return tasks.sent.flatMap(({ to }) => to).toSorted();
}

async function alarmed(): Promise<string[]> {
  await runOwed(tasks.on);
  tasks.sent.length = 0;
  await sweepNeglected(house.context);
  await runOwed(tasks.on);
  return tasks.sent.flatMap(({ to }) => to).toSorted();
}

async function eventsOf({ caseId }: TestCase, type: string): Promise<EventView[]> {
  const events = await house.context.transaction(theWorker, (tx) => timelineOf(tx, caseId));
  return events.filter((event) => event.type === type).toReversed();
}

const exploited = { exploited: "yes" } as const;

test("a report that says it is exploited wakes one line on call after the other, each on record", async () => {
  const found = await aCase(house, "Zanzibar", exploited);
  house.passSeconds(30 * minute - 1);
  expect(await woken()).toEqual([]);
  house.passSeconds(1);
  expect(await woken()).toEqual([first.address]);
  // Other nodes, and the same one after a restart, look again.
  expect(await woken()).toEqual([]);
  house.passSeconds(15 * minute);
  expect(await woken()).toEqual([second.address]);
  const own = { own: [], trust: [tasks.ownKey.publicKey], now: house.context.now() };
  const read = await readMail(tasks.sent[0]?.raw ?? new Uint8Array(), own);
  expect(read.subject).toBe(`[${found.reference}] Urgent: nobody has taken this case`);
  expect(read.text).toContain(`http://localhost:8080/console/cases/${found.reference}`);
  for (const word of ["Zanzibar", "OmniGate", "research"]) expect(read.text).not.toContain(word);
  house.passSeconds(15 * minute);
  expect(await woken()).toEqual([lead.address]);
  const steps = await eventsOf(found, "duty.woken");
  expect(steps.map(({ body }) => [body.line, body.people])).toEqual([
    [1, [first.id]],
    [2, [second.id]],
    [0, [lead.id]],
  ]);
  expect(steps[0]?.body).toMatchObject({ why: "exploited", since: aWednesday });
});

test("whoever is woken reads the case and takes it, and then nobody more is woken", async () => {
  const found = await aCase(house, "a restart", { "live-incident": "yes" });
  const { caseId } = found;
  const seen = (tx: Parameters<typeof headOf>[0]) => headOf(tx, caseId);
  expect(await house.context.transaction(second.actor, seen)).toBeUndefined();
  house.passSeconds(30 * minute);
  await woken();
  house.passSeconds(15 * minute);
  expect(await woken()).toEqual([second.address]);
  expect(await house.context.transaction(second.actor, seen)).toMatchObject({ caseId });
  await perform(house.context, assignCase, second.actor, { caseId, ownerId: second.id });
  house.passSeconds(24 * hour);
  expect(await woken()).toEqual([]);
  // Given back, its minutes begin anew.
  await perform(house.context, releaseCase, second.actor, { caseId });
  expect(await woken()).toEqual([]);
  house.passSeconds(30 * minute);
  expect(await woken()).toEqual([first.address]);
});

test("a case whose owner left is nobody's: whoever is on call is woken for it, and its leads hear of it", async () => {
  const found = await aCase(house, "a restart", exploited);
  const { caseId } = found;
  const gone = await someone("gone@team.example", "analyst");
  await perform(house.context, assignCase, gone.actor, { caseId, ownerId: gone.id });
  house.passSeconds(hour);
  expect(await woken()).toEqual([]);
  const administrator = await someone("admin@team.example", "administrator");
  await perform(house.context, disablePerson, administrator.actor, { personId: gone.id });
  expect(await woken()).toEqual([]);
  const [released] = await eventsOf(found, "case.released");
  expect(released?.body).toEqual({ before: gone.id });
  house.passSeconds(30 * minute);
  expect(await woken()).toEqual([first.address]);
  house.passSeconds(24 * hour);
  expect(await alarmed()).toEqual([lead.address]);
});

test("cases for which everybody was woken in vain hide none that is new", async () => {
  const old = [await aCase(house, "a restart", exploited), await aCase(house, "a halt", exploited)];
  for (let step = 0; step < 12; step += 1) {
    house.passSeconds(30 * minute);
    await woken();
  }
  for (const each of old) expect(await eventsOf(each, "duty.woken")).toHaveLength(9);
  await aCase(house, "a new restart", exploited);
  house.passSeconds(30 * minute);
  expect(await woken(1)).toEqual([first.address]);
});

test("what is told after everybody was woken in vain wakes them again", async () => {
  const found = await aCase(house, "a restart", exploited);
  for (let step = 0; step < 12; step += 1) {
    house.passSeconds(30 * minute);
    await woken();
  }
  expect(await eventsOf(found, "duty.woken")).toHaveLength(9);
  house.passSeconds(24 * hour);
  expect(await woken()).toEqual([]);
  await perform(house.context, suspectSeverity, lead.actor, {
    caseId: found.caseId,
    band: "critical",
  });
  house.passSeconds(30 * minute - 1);
  expect(await woken()).toEqual([]);
  house.passSeconds(1);
  expect(await woken()).toEqual([first.address]);
  house.passSeconds(15 * minute);
  expect(await woken()).toEqual([second.address]);
  for (let step = 0; step < 12; step += 1) {
    house.passSeconds(30 * minute);
    await woken();
  }
  expect(await eventsOf(found, "duty.woken")).toHaveLength(18);
});

test("a suspected critical counts from that word, at night as well; a lower level wakes nobody", async () => {
  house.setClock("2026-03-14T01:00:00.000Z");
  const { caseId } = await aCase(house);
  const high = await aCase(house);
  await perform(house.context, suspectSeverity, lead.actor, { caseId: high.caseId, band: "high" });
  house.passSeconds(5 * hour);
  await perform(house.context, suspectSeverity, lead.actor, { caseId, band: "critical" });
  house.passSeconds(30 * minute - 1);
  expect(await woken()).toEqual([]);
  house.passSeconds(1);
  expect(await woken()).toEqual([first.address]);
  house.passSeconds(15 * minute);
  expect(await woken()).toEqual([second.address]);
});

test("the policy gives further levels their minutes", async () => {
  const { caseId } = await aCase(house);
  await perform(house.context, suspectSeverity, lead.actor, { caseId, band: "high" });
  const [policy] = house.context.policies;
  if (!policy) throw new Error("no policy");
  const { policies } = house.context;
  Object.assign(house.context, {
    policies: [{ ...policy, alerts: { ...policy.alerts, bySeverity: { high: 240 } } }],
  });
  house.passSeconds(239 * minute);
  expect(await woken()).toEqual([]);
  house.passSeconds(minute);
  expect(await woken()).toEqual([first.address]);
  Object.assign(house.context, { policies });
});

test("a signal that a colleague calls no attack wakes nobody", async () => {
  const { caseId } = await aCase(house, "a restart", exploited);
  const { rows } = await house.pools.worker.query<{ id: string }>(
    "select report_id as id from reports where case_id = $1",
    [caseId],
  );
  const signal = { caseId, reportId: rows[0]?.id, kind: "attack-observed" };
  const reason = "It was our own test of last week.";
  await perform(house.context, dismissSignal, lead.actor, { ...signal, reason });
  house.passSeconds(2 * hour);
  expect(await woken()).toEqual([]);
});

test("[ALE-08] a case without an owner alarms its leads once, and again when it was given back", async () => {
  const found = await aCase(house);
  const other = await aCase(house);
  house.passSeconds(24 * hour - 1);
  expect(await alarmed()).toEqual([]);
  house.passSeconds(1);
  // Two cases of the same leads are one mail.
  expect(await alarmed()).toEqual([lead.address]);
  expect(await eventsOf(found, "duty.unowned")).toHaveLength(1);
  expect(await eventsOf(other, "duty.unowned")).toHaveLength(1);
  house.passSeconds(hour);
  expect(await alarmed()).toEqual([]);
  const { caseId } = found;
  await perform(house.context, assignCase, first.actor, { caseId, ownerId: first.id });
  await perform(house.context, releaseCase, first.actor, { caseId });
  house.passSeconds(24 * hour);
  expect(await alarmed()).toEqual([lead.address]);
  expect(await eventsOf(found, "duty.unowned")).toHaveLength(2);
});

test("[ALE-08] a case that cannot be read is no reason to tell nobody of those behind it", async () => {
  const broken = await aCase(house);
  const whole = await aCase(house);
  await runOwed(tasks.on);
  await breakCase(broken);
  house.passSeconds(24 * hour);
  await expect(alarmed()).rejects.toThrow(/policy/);
  await runOwed(tasks.on);
  expect(tasks.sent.flatMap(({ to }) => to)).toEqual([lead.address]);
  // Nor are many of them, where a page holds no other.
  house.passSeconds(hour);
  const late = await aCase(house);
  await runOwed(tasks.on);
  house.passSeconds(24 * hour);
  await expect(sweepNeglected(house.context, 1)).rejects.toThrow(/policy/);
  expect(await eventsOf(whole, "duty.unowned")).toHaveLength(1);
  expect(await eventsOf(late, "duty.unowned")).toHaveLength(1);
});

/** By a version of the policy that is not installed any more. */
async function breakCase({ caseId }: TestCase): Promise<void> {
  const change = "update cases set policy_version = 999 where case_id = $1";
  await house.pools.worker.query(change, [caseId]);
}

test("[ALE-08] a case that has an owner alarms nobody", async () => {
  const { caseId } = await aCase(house);
  await perform(house.context, assignCase, first.actor, { caseId, ownerId: first.id });
  house.passSeconds(48 * hour);
  expect(await alarmed()).toEqual([]);
});

test("[ALE-09] a case whose author no person answered alarms its leads; an acknowledgement by itself is no answer", async () => {
  const silent = await aCase(house);
  const answered = await aCase(house);
  const decided = await aCase(house);
  for (const { caseId } of [silent, answered, decided]) {
    await perform(house.context, assignCase, first.actor, { caseId, ownerId: first.id });
  }
  await runOwed(tasks.on);
  const text = "Thank you. We look at it and write to you on Friday.";
  const { caseId, reporter } = answered;
  const to = { caseId, partyId: reporter.id, text };
  await perform(house.context, sendMessage, first.actor, to);
  const explanation = "A crafted packet restarts the gateway again and again, from anywhere.";
  const decision = { outcome: "relevant", touches: ["availability"], explanation } as const;
  const relevant = { caseId: decided.caseId, ...decision };
  await perform(house.context, decideRelevancy, first.actor, relevant);
  await runOwed(tasks.on);
  house.passSeconds(72 * hour - 1);
  expect(await alarmed()).toEqual([]);
  house.passSeconds(1);
  expect(await alarmed()).toEqual([lead.address]);
  expect(await eventsOf(silent, "duty.unanswered")).toHaveLength(1);
  expect(await eventsOf(answered, "duty.unanswered")).toHaveLength(0);
  expect(await eventsOf(decided, "duty.unanswered")).toHaveLength(0);
  house.passSeconds(72 * hour);
  expect(await alarmed()).toEqual([]);
});

test("a finding of our own owes nobody an answer", async () => {
  const made = await perform(house.context, openCase, lead.actor, {
    kind: "own-finding",
    title: "A debug port is open",
    description: "The service answers on a port that no manual names.",
    learned: "From a test of our own.",
  });
  await runOwed(tasks.on);
  const { caseId } = made as { caseId: string };
  await perform(house.context, assignCase, lead.actor, { caseId, ownerId: lead.id });
  house.passSeconds(400 * hour);
  expect(await alarmed()).toEqual([]);
});
