/** The recurring rota on the page of duty: patterns, orders and covers, and who is woken by them. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import {
  aColleague,
  aWednesday,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { countingStatements, type Statements } from "../../../test/support/statements.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { handOver } from "../../actions/duty/hand-over.ts";
import { setOnCall } from "../../actions/glass/set-on-call.ts";
import { disablePerson } from "../../actions/people/disable-person.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { eraseAccount } from "../../actions/retention/erase-account.ts";
import { addRotaPattern } from "../../actions/rota/add-rota-pattern.ts";
import { changeRotaOrder } from "../../actions/rota/change-rota-order.ts";
import { coverShift } from "../../actions/rota/cover-shift.ts";
import { endRotaPattern } from "../../actions/rota/end-rota-pattern.ts";
import { rotasMax } from "../../core/duty/rota-rules.ts";
import type { Actor } from "../../core/people/actor.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { sweepUntaken } from "../../jobs/sweep-duty.ts";
import { isOnCall, rotaFor } from "../../store/duty/rota-reader.ts";

const duty = "/console/duty";
const path = "/console/duty/rota";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
let statements: Statements;
let lead: Colleague;
let ada: Colleague;
let ben: Colleague;
let other: Colleague;
let leading: Actor;

beforeAll(async () => {
  house = await testContext();
  statements = countingStatements(house.pools);
  tasks = await testTasks(house);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  lead = await aSignedIn(web, house.context, "lead@team.example", "lead");
  await aSignedIn(web, house.context, "admin", "administrator");
  ada = await aSignedIn(web, house.context, "ada@team.example", "analyst");
  ben = await aSignedIn(web, house.context, "ben@team.example", "analyst");
  other = await aSignedIn(web, house.context, "other@team.example", "analyst");
  leading = actor(lead, "lead");
});
beforeEach(async () => {
  house.setClock(aWednesday);
  await ask("update rota_patterns set ends_at = $1", [aWednesday]);
  await ask("update on_call set ended_at = $1", [aWednesday]);
});
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

const ask = (text: string, values: readonly unknown[]) =>
  house.pools.worker.query<Record<string, string>>(text, [...values]);

function actor({ personId }: Colleague, role: "lead" | "analyst"): Actor {
  const groupIds = [psirtTeam];
  return { kind: "staff", id: personId, name: "", roles: [role], groupIds, steppedUp: true };
}

const read = async ({ browser }: Colleague, url = duty) => textOf((await browser.get(url)).body);
const rows = (...people: readonly Colleague[]) => people.map(({ personId }) => ({ personId }));
const weekly = (...people: readonly Colleague[]) => ({
  ...{ people: rows(...people), startsOn: "2026-03-11", zone: "Europe/Paris" },
});
const added = (given: object): Promise<{ patternId: string }> =>
  perform(house.context, addRotaPattern, leading, given);
const form = (...people: readonly Colleague[]) => ({
  ...Object.fromEntries(people.map((each, at) => [`people.${at}.personId`, each.personId])),
  ...{ line: "1", turnLength: "1", turnUnit: "weeks", startsOn: "2026-03-11" },
  ...{ handOverAt: "09:00", zone: "Europe/Paris", weekends: "no" },
});

/** Who is woken by mail for a new case that is exploited and that nobody takes. */
async function woken(): Promise<string[]> {
  await ask("update cases set closed_at = $1, lane = 3 where closed_at is null", [aWednesday]);
  await aCase(house, "a restart", { exploited: "yes" });
  await runOwed(tasks.on);
  tasks.sent.length = 0;
  house.passSeconds(1_800);
  await sweepUntaken(house.context);
  await runOwed(tasks.on);
  return tasks.sent.flatMap(({ to }) => to);
}

test("[TH-10] a lead adds a rota, and everybody sees who is on call now, next and in the coming weeks", async () => {
  expect(await read(ada)).toContain("Nobody is on call, now or later");
  const sent = await lead.browser.submit(duty, form(ada, ben), path);
  expect(sent.statusCode).toBe(303);
  const page = await read(ben, `${duty}?done=rota-added`);
  expect(page).toContain("The rota is added.");
  expect(page).toMatch(/The ada@team\.example Line 1 until 18 March 2026, 09:00 Europe\/Paris/);
  expect(page).toContain(
    "next: The ben@team.example, from 18 March 2026, 09:00 Europe/Paris (UTC+01:00)",
  );
  // Clocks go forward on the 29th: the hour of the hand-over stays.
  expect(page).toMatch(/The ben@team\.example 1 April 2026, 09:00 Europe\/Paris/);
  expect(page).not.toContain("Nobody is on call");
  expect(page).not.toContain("Add a rota");
});

test("what is wrong is said at its field, and nothing typed is lost", async () => {
  const refused = async (fields: object, words: string) => {
    const sent = await lead.browser.submit(duty, { ...form(ada, ben), ...fields }, path);
    expect([sent.statusCode >= 400 && sent.statusCode < 500, textOf(sent.body)]).toEqual([
      true,
      expect.stringContaining(words),
    ]);
    expect(sent.body).toContain('value="07:45"');
  };
  const typed = { handOverAt: "07:45" };
  await refused({ ...typed, "people.0.personId": "", "people.1.personId": "" }, "at least one");
  await refused({ ...typed, "people.1.personId": ada.personId }, "Name each colleague once");
  await refused({ ...typed, "people.1.personId": lead.personId }, "Nobody puts themselves on call");
  await refused({ ...typed, zone: "Europe/Atlantis" }, "This time zone is not known");
  await refused({ ...typed, hoursFrom: "18:00" }, "Give both hours");
  await refused({ ...typed, endsOn: "2026-03-11" }, "A rota ends after its first day");
  await refused({ ...typed, startsOn: "2026-02-30" }, "Give a day");
  await refused({ ...typed, endsOn: "9999-12-31" }, "Give a day from 2000 to 2199");
  const sent = await lead.browser.submit(duty, { ...form(ada), handOverAt: "25:00" }, path);
  expect(textOf(sent.body)).toContain("Write the time as hours and minutes");
  expect(await read(ada)).toContain("Nobody is on call, now or later");
});

test("[TH-10] an urgent case that nobody takes wakes whose turn it is, and the hand-over sheet names them", async () => {
  await added(weekly(ada, ben));
  expect(await woken()).toEqual(["ada@team.example"]);
  expect(await read(ben, "/console/duty/hand-over")).toMatch(/On call now The ada@team\.example/);
  expect(await read(lead, "/console/duty/hand-over")).toContain(
    "Next on call The ben@team.example (line 1), from 18 March 2026, 09:00 Europe/Paris (UTC+01:00)",
  );
  house.setClock("2026-03-18T08:00:00.000Z");
  expect(await woken()).toEqual(["ben@team.example"]);
});

test("[ALE-08] the banner of an untaken case shows to whose turn it is, and to no other analyst", async () => {
  await added(weekly(ada, ben));
  await woken();
  expect(await read(ada, "/console/drafts")).toContain("Urgent: nobody has taken");
  expect(await read(ben, "/console")).not.toContain("Urgent: nobody has taken");
});

test("[TH-10] whoever takes turns takes a shift over with one form; then they are woken, and after it the rota holds", async () => {
  const { patternId } = await added(weekly(ada, ben));
  expect(await read(other)).not.toContain("Take over a shift");
  const cover = { patternId, personId: ben.personId, from: "2026-03-11T08:00:00.000Z" };
  const sent = await ben.browser.submit(duty, cover, `${path}/cover`);
  expect(sent.statusCode).toBe(303);
  expect(await read(ada)).toMatch(/The ben@team\.example Now Covers the shift/);
  expect(await woken()).toEqual(["ben@team.example"]);
  house.setClock("2026-03-25T08:00:00.000Z");
  expect(await woken()).toEqual(["ada@team.example"]);
});

test("a rota for nights and weekends says its hours, and wakes the leads at all others", async () => {
  const nights = { hoursFrom: "18:00", hoursUntil: "08:00", weekends: "yes" };
  await lead.browser.submit(duty, { ...form(ada, ben), ...nights }, path);
  const page = await read(ben);
  expect(page).toContain(
    "Line 1, the whole house, only 18:00–08:00 and all of Saturday and Sunday",
  );
  expect(page).not.toContain("Nobody is on call at these times");
  expect(page).not.toContain("The ada@team.example Now");
  expect(await woken()).toEqual(["lead@team.example"]);
  house.setClock("2026-03-14T12:00:00.000Z");
  expect(await woken()).toEqual(["ada@team.example"]);
});

test("who is not in the rota takes nothing over, nobody gives theirs away, and a lead who is not in it neither", async () => {
  const { patternId } = await added(weekly(ada, ben));
  const from = "2026-03-19T08:00:00.000Z";
  const tries = [
    [actor(other, "analyst"), other],
    [actor(ada, "analyst"), ben],
  ] as const;
  for (const [by, { personId }] of tries) {
    const cover = perform(house.context, coverShift, by, { patternId, personId, from });
    await expect(cover).rejects.toMatchObject({ code: "rota.cover-others" });
  }
  const own = perform(house.context, coverShift, leading, {
    ...{ patternId, from, personId: lead.personId },
  });
  await expect(own).rejects.toMatchObject({ code: "on-call.self" });
  await perform(house.context, coverShift, leading, { patternId, personId: other.personId, from });
  const early = { patternId, personId: other.personId, from: "2027-02-19T08:00:00.000Z" };
  const far = { ...early, from: "9999-12-31T23:59:59Z" };
  const never = perform(house.context, coverShift, leading, far);
  await expect(never).rejects.toMatchObject({ code: "rota.no-shift" });
  await perform(house.context, endRotaPattern, leading, { patternId, endsOn: "2026-04-08" });
  const late = perform(house.context, coverShift, leading, early);
  await expect(late).rejects.toMatchObject({ code: "rota.no-shift" });
});

test("nobody is on call in a role that acts on no case, nor after a change of their roles", async () => {
  const agent = await aSignedIn(web, house.context, "agent@team.example", "support-agent");
  const until = "2026-03-12T08:00:00.000Z";
  const { personId } = agent;
  const role = { code: "on-call.role" };
  const set = perform(house.context, setOnCall, leading, { personId, until });
  await expect(set).rejects.toMatchObject(role);
  await expect(added(weekly(ada, agent))).rejects.toMatchObject(role);
  const given = { toId: personId, notes: "Nothing is urgent." };
  await expect(perform(house.context, handOver, leading, given)).rejects.toMatchObject(role);
  const moved = await aSignedIn(web, house.context, "moved@team.example", "analyst");
  await added({ ...weekly(moved, ben), line: 2 });
  await perform(house.context, setOnCall, leading, { personId: moved.personId, until });
  expect(await woken()).toEqual(["moved@team.example"]);
  await ask("update person_roles set role = 'administrator' where person_id = $1", [
    moved.personId,
  ]);
  expect(await woken()).toEqual(["ben@team.example"]);
  expect(await read(lead)).toContain("moved@team.example: the account is closed, has no role");
});

test("a single shift of a line stands in place of the rota, and the rota comes back after it", async () => {
  await added(weekly(ada, ben));
  const until = "2026-03-12T08:00:00.000Z";
  await perform(house.context, setOnCall, leading, { personId: other.personId, until });
  expect(await woken()).toEqual(["other@team.example"]);
  house.setClock(until);
  expect(await woken()).toEqual(["ada@team.example"]);
});

test("another order holds from its day; who read an older one is told so, and nothing is written", async () => {
  const { patternId } = await added(weekly(ada, ben));
  house.passSeconds(60);
  const seen = aWednesday;
  const change = { ...form(other, ada), patternId, startsOn: "2026-03-16", seen };
  expect((await lead.browser.submit(duty, change, `${path}/order`)).statusCode).toBe(303);
  const again = { ...change, "people.0.personId": ben.personId, startsOn: "2026-03-17" };
  const refused = await lead.browser.submit(duty, again, `${path}/order`);
  expect(refused.statusCode).toBe(409);
  expect(textOf(refused.body)).toContain("Somebody else changed this rota while you wrote.");
  expect(refused.body).toContain('value="2026-03-17"');
  const page = await read(ada);
  expect(page).toMatch(
    /The other@team\.example 16 March 2026, 09:00 Europe\/Paris \(UTC\+01:00\) 23 March 2026/,
  );
  const past = perform(house.context, changeRotaOrder, leading, {
    ...{ patternId, people: rows(ben), startsOn: "2026-03-10" },
  });
  await expect(past).rejects.toMatchObject({ code: "rota.order-day" });
});

test("[TH-10] a rota that ends leaves a time in which nobody is on call, and the page says from when to when", async () => {
  const { patternId } = await added(weekly(ada, ben));
  const ends = { patternId, endsOn: "2026-03-25" };
  expect((await lead.browser.submit(duty, ends, `${path}/end`)).statusCode).toBe(303);
  expect(await read(lead)).toContain(
    "Nobody is on call at these times From 25 March 2026, 09:00 Europe/Paris (UTC+01:00) on, with no end in sight",
  );
  house.setClock("2026-03-25T08:00:00.000Z");
  expect(await woken()).toEqual(["lead@team.example"]);
});

test("[TH-10] two days before nobody is on call any more every page tells leads so, and nobody else", async () => {
  const { patternId } = await added(weekly(ada, ben));
  const words = "Nobody is on call from 13 March 2026, 09:00 Europe/Paris (UTC+01:00)";
  const ends = { patternId, endsOn: "2026-03-13" };
  await perform(house.context, endRotaPattern, leading, ends);
  expect(await read(lead, "/console")).not.toContain(words);
  house.passSeconds(60);
  expect(await read(lead, "/console")).toContain(words);
  expect(await read(ada, "/console")).not.toContain("Nobody is on call");
});

test("who left is skipped: the next takes the turn, and the page says for whom", async () => {
  const gone = await aSignedIn(web, house.context, "gone@team.example", "analyst");
  await added(weekly(gone, ben));
  const { personId } = gone;
  await disablePerson.run(house.context, aColleague("administrator"), { personId });
  const page = await read(lead);
  expect(page).toContain("Line 1, the whole house: somebody is gone");
  expect(page).toMatch(/The ben@team\.example Now For The gone@team\.example, who is gone/);
  expect(await woken()).toEqual(["ben@team.example"]);
});

test("of whoever was erased no name is left in the rota, and the page and its forms go on", async () => {
  const gone = await aSignedIn(web, house.context, "erased@team.example", "analyst");
  const { patternId } = await added(weekly(gone, ben));
  const { personId } = gone;
  await disablePerson.run(house.context, aColleague("administrator"), { personId });
  house.passSeconds(60);
  await eraseAccount.run(house.context, theWorker, { personId });
  const page = await read(lead);
  expect(page).not.toContain("erased@team.example");
  expect(page).toContain("Line 1, the whole house: somebody is gone");
  const change = { patternId, people: rows(ben), startsOn: "2026-03-12" };
  await perform(house.context, changeRotaOrder, leading, change);
  expect(await read(lead)).toMatch(/The ben@team\.example 12 March 2026/);
});

test("[TH-10] the rota of a team is for the cases that the team is on, and who left the team is skipped", async () => {
  const team = { teamId: house.context.newId(), name: "Radio" };
  await ask("insert into teams (team_id, name, created_at) values ($1, $2, $3)", [
    ...Object.values(team),
    aWednesday,
  ]);
  const join = "insert into team_members (team_id, person_id, added_at) values ($1, $2, $3)";
  for (const { personId } of [ada, ben]) await ask(join, [team.teamId, personId, aWednesday]);
  const outside = added({ ...weekly(ada, other), teamId: team.teamId });
  await expect(outside).rejects.toMatchObject({ code: "rota.not-of-team" });
  await added({ ...weekly(ada, ben), teamId: team.teamId });
  await added({ ...weekly(other), line: 2 });
  const { caseId } = await aCase(house, "a restart");
  const now = house.context.now();
  const rota = () =>
    house.context.transaction(theWorker, async (tx) =>
      (await rotaFor(tx, caseId, now)).map(({ line, personId }) => [line, personId]),
    );
  expect(await rota()).toEqual([[2, other.personId]]);
  // Breaking the glass alone is for the rota of the house.
  const alone = ({ personId }: Colleague) =>
    house.context.transaction(theWorker, (tx) => isOnCall(tx, personId, now));
  expect([await alone(ada), await alone(other)]).toEqual([false, true]);
  await ask(
    `insert into case_members (case_id, principal_id, side_id, role, added_at, last_event_id, mac)
     select case_id, $2, side_id, role, added_at, last_event_id, mac from case_members
      where case_id = $1 and principal_id = $3`,
    [caseId, team.teamId, psirtTeam],
  );
  expect(await rota()).toEqual([
    [1, ada.personId],
    [2, other.personId],
  ]);
  await ask("delete from team_members where team_id = $1 and person_id = $2", [
    team.teamId,
    ada.personId,
  ]);
  expect(await rota()).toEqual([
    [1, ben.personId],
    [2, other.personId],
  ]);
});

test("the record says who added, changed, covered and ended a rota", async () => {
  const { patternId } = await added(weekly(ada, ben));
  await perform(house.context, changeRotaOrder, leading, {
    ...{ patternId, people: rows(ben, ada), startsOn: "2026-03-18" },
  });
  const cover = { patternId, personId: other.personId, from: "2026-03-19T08:00:00.000Z" };
  await perform(house.context, coverShift, leading, cover);
  await perform(house.context, endRotaPattern, leading, { patternId });
  const { rows: events } = await ask(
    `select type, body::jsonb ->> 'by' as by from events
      where case_id is null and body::jsonb ->> 'patternId' = $1 order by seq`,
    [patternId],
  );
  const by = lead.personId;
  expect(events).toEqual(
    ["rota.added", "rota.order-changed", "rota.covered", "rota.ended"].map((type) => ({
      type,
      by,
    })),
  );
});

test("the page of duty asks the database few questions, whoever reads it", async () => {
  await added(weekly(ada, ben));
  for (const { browser } of [lead, ada]) {
    await browser.get(duty);
    const { count } = await statements.during(() => browser.get(duty));
    expect(count).toBeLessThanOrEqual(12);
  }
});

/** So many rotas that run already, added before any that a test adds: all of the same colleague, on line 9. */
async function running(count: number) {
  await ask(
    `with made as (
       insert into rota_patterns (pattern_id, line, zone, hand_over_at, turn_days, weekends, set_by, set_at,
                                  changed_at)
       select gen_random_uuid(), 9, 'Europe/Paris', '09:00', 7, false, $1,
              $3::timestamptz - interval '1 day', $3 from generate_series(1, $4::int)
       returning pattern_id)
     insert into rota_places (pattern_id, starts_on, place, person_id)
     select pattern_id, '2026-03-04', 1, $2 from made`,
    [lead.personId, other.personId, aWednesday, count],
  );
}

test("who is on call by a rota behind hundreds of others has their turn, and reads of it", async () => {
  await running(150);
  const { patternId } = await added(weekly(ada, ben));
  const { caseId } = await aCase(house, "a turn");
  const now = house.context.now();
  const lines = () =>
    house.context.transaction(theWorker, async (tx) =>
      (await rotaFor(tx, caseId, house.context.now())).map(({ line, personId }) => [
        line,
        personId,
      ]),
    );
  expect(await lines()).toContainEqual([1, ada.personId]);
  expect(await house.context.transaction(theWorker, (tx) => isOnCall(tx, ada.personId, now))).toBe(
    true,
  );
  expect(await woken()).toContain("ada@team.example");
  expect(await read(ada, "/console/drafts")).toContain("Urgent: nobody has taken");
  const cover = { patternId, personId: ben.personId, from: house.context.now().toISOString() };
  await perform(house.context, coverShift, leading, cover);
  expect(await lines()).toContainEqual([1, ben.personId]);
});

test("one rota more than can run is refused with a sentence, and one that ended makes room", async () => {
  await running(rotasMax - 1);
  const { patternId } = await added(weekly(ada));
  const refused = await lead.browser.submit(duty, form(ben), path);
  expect(refused.statusCode).toBe(422);
  expect(textOf(refused.body)).toContain(`${rotasMax} recurring rotas run already`);
  await perform(house.context, endRotaPattern, leading, { patternId });
  expect((await lead.browser.submit(duty, form(ben), path)).statusCode).toBe(303);
});
