import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { Actor } from "../../core/people/actor.ts";
import { permit } from "../../core/people/permit.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import { queuePage } from "../../store/cases/queue-reader.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { eventTextsOf } from "../../store/events/text-reader.ts";
import { glassRequests, openingsOf, reviewsOwed } from "../../store/glass/reader.ts";
import { teamList } from "../../store/teams/reader.ts";
import { principalsOf } from "../../store/transaction.ts";
import { addMember } from "../cases/add-member.ts";
import { removeMember } from "../cases/remove-member.ts";
import { routeToEntity } from "../cases/route-to-entity.ts";
import { writeNote } from "../messages/write-note.ts";
import { breakGlass } from "./break-glass.ts";
import { confirmBreakGlass } from "./confirm-break-glass.ts";
import { declineBreakGlass } from "./decline-break-glass.ts";
import { endOnCall } from "./end-on-call.ts";
import { reviewBreakGlass } from "./review-break-glass.ts";
import { setOnCall } from "./set-on-call.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

let house: TestContext;
let tasks: TestTasks;
let lead: Staff;
let second: Staff;
let stranger: Staff;
let found: TestCase;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  [lead, second] = [await aPerson(house, "lead"), await aPerson(house, "lead")];
});
beforeEach(async () => {
  stranger = await aStranger("analyst");
  found = await aCase(house);
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

async function aStranger(...roles: Staff["roles"]): Promise<Staff> {
  const person = await aPerson(house, ...roles);
  await house.pools.worker.query("delete from team_members where person_id = $1", [person.id]);
  return { ...person, groupIds: [] };
}

const hour = 3_600;
const reason = "A customer’s network is down and nobody of the case answers.";
const code = (wanted: string) => expect.objectContaining({ code: wanted });
const sees = (actor: Actor, caseId = found.caseId) =>
  house.context.transaction(actor, async (tx) => (await headOf(tx, caseId)) !== undefined);
const timeline = () => house.context.transaction(lead, (tx) => timelineOf(tx, found.caseId));
const openings = () => house.context.transaction(lead, (tx) => openingsOf(tx, found.caseId));
const later = (seconds: number) =>
  new Date(house.context.now().getTime() + seconds * 1_000).toISOString();

function putOnCall(personId: string): Promise<{ onCallId: string }> {
  return setOnCall.run(house.context, lead, { personId, until: later(12 * hour) });
}

function wish(reference = found.reference) {
  return { reference, reason };
}

describe("[ALE-39] whoever is on call", () => {
  test("opens a case alone, for the hours that the policy gives, and nothing more", async () => {
    await putOnCall(stranger.id);
    expect(await sees(stranger)).toBe(false);
    const done = await breakGlass.run(house.context, stranger, wish());
    expect(done).toMatchObject({ state: "open", reference: found.reference });
    expect(await sees(stranger)).toBe(true);
    const other = await aCase(house);
    expect(await sees(stranger, other.caseId)).toBe(false);
    const [opening] = await openings();
    expect(opening).toMatchObject({ personId: stranger.id, confirmedBy: null, reviewedAt: null });
    expect(opening?.expiresAt.toISOString()).toBe(later(4 * hour));
  });

  test("stands in the chain of the case with the reason, as long as the case does", async () => {
    await putOnCall(stranger.id);
    await breakGlass.run(house.context, stranger, wish());
    house.passSeconds(5 * hour);
    const event = (await timeline()).find(({ type }) => type === "glass.broken");
    expect(event?.body).toMatchObject({ personId: stranger.id, confirmedBy: null });
    const texts = await house.context.transaction(lead, (tx) =>
      eventTextsOf(house.context, tx, found.caseId, { type: "glass.broken" }),
    );
    expect(texts.map(({ text }) => text)).toEqual([reason]);
  });

  test("is shut out when the time is over, by the database itself: no sweep has run", async () => {
    await putOnCall(stranger.id);
    await breakGlass.run(house.context, stranger, { ...wish(), hours: 2 });
    const inQueue = () =>
      house.context.transaction(stranger, async (tx) => {
        const page = await queuePage(house.context, tx, principalsOf(stranger), {
          lane: "ours",
          after: null,
        });
        return page.rows.map(({ caseId }) => caseId);
      });
    house.passSeconds(2 * hour - 1);
    expect([await sees(stranger), await inQueue()]).toEqual([true, [found.caseId]]);
    house.passSeconds(1);
    expect([await sees(stranger), await inQueue()]).toEqual([false, []]);
    const note = { caseId: found.caseId, text: "One more thing." };
    await expect(writeNote.run(house.context, stranger, note)).rejects.toEqual(
      code("access.not-found"),
    );
    // The rows are there, and even with the rule asked aside the wall shows none of them.
    const left = await house.context.transaction(stranger, async (tx) => [
      ...(await tx.query("select 1 from case_access")),
      ...(await tx.query("select 1 from events where case_id is not null")),
      ...(await tx.query("select 1 from key_wraps")),
    ]);
    expect(left).toEqual([]);
    const kept = await house.pools.worker.query(
      "select 1 from case_members where principal_id = $1",
      [stranger.id],
    );
    expect(kept.rowCount).toBe(1);
  });

  test("opens nothing whose time was not given to the database, however the row stands", async () => {
    await putOnCall(stranger.id);
    await breakGlass.run(house.context, stranger, wish());
    const reached = await house.context.transaction(stranger, async (tx) => {
      await tx.run("select set_config('parley.now', '', true)");
      return tx.query("select 1 from cases");
    });
    expect(reached).toEqual([]);
  });

  test("can open it again, and can be let stay by a deed of somebody on the case", async () => {
    await putOnCall(stranger.id);
    await breakGlass.run(house.context, stranger, wish());
    await expect(breakGlass.run(house.context, stranger, wish())).rejects.toEqual(
      code("glass.member"),
    );
    house.passSeconds(5 * hour);
    await breakGlass.run(house.context, stranger, wish());
    expect([await sees(stranger), (await openings()).length]).toEqual([true, 2]);
    const stay = { caseId: found.caseId, personId: stranger.id, reason: "They found the cause." };
    await addMember.run(house.context, lead, stay);
    house.passSeconds(30 * hour);
    expect(await sees(stranger)).toBe(true);
  });

  test("lets nobody stay, in or out as long as they are there for a time: not themselves, by no team", async () => {
    await putOnCall(stranger.id);
    await breakGlass.run(house.context, stranger, wish());
    const { caseId } = found;
    const because = { caseId, reason: "So that I can go on reading." };
    const refused = code("glass.for-a-time");
    const accomplice = await aStranger("analyst");
    const [team] = await house.context.transaction(lead, teamList);
    for (const whom of [
      { personId: stranger.id },
      { personId: accomplice.id },
      { teamId: team?.teamId ?? "" },
    ]) {
      await expect(addMember.run(house.context, stranger, { ...because, ...whom })).rejects.toEqual(
        refused,
      );
    }
    const off = { ...because, principalId: team?.teamId ?? "" };
    await expect(removeMember.run(house.context, stranger, off)).rejects.toEqual(refused);
    const entity = house.context.policies[0]?.organisation.entities[0]?.name ?? "Some entity";
    await expect(
      routeToEntity.run(house.context, stranger, { ...because, entity }),
    ).rejects.toEqual(refused);
    house.passSeconds(5 * hour);
    expect([await sees(stranger), await sees(accomplice)]).toEqual([false, false]);
  });

  test("is told of a case that was erased what anybody is told of one that never was", async () => {
    await putOnCall(stranger.id);
    await house.pools.worker.query("update cases set erased_at = $2 where case_id = $1", [
      found.caseId,
      house.context.now(),
    ]);
    await house.pools.worker.query("delete from key_wraps where case_id = $1", [found.caseId]);
    await expect(breakGlass.run(house.context, stranger, wish())).rejects.toEqual(
      code("access.not-found"),
    );
  });

  test("is told of a reference that is not there what anybody is told, and the try is on record", async () => {
    await putOnCall(stranger.id);
    await expect(breakGlass.run(house.context, stranger, wish("PSIRT-2026-9999"))).rejects.toEqual(
      code("access.not-found"),
    );
    const { rows } = await house.pools.worker.query<{ body: string }>(
      "select body from events where type = 'glass.missed' order by seq desc limit 1",
    );
    expect(JSON.parse(rows[0]?.body ?? "{}")).toEqual({ by: stranger.id, because: "nothing" });
  });

  test("is named by another lead, for a time, and no longer than that", async () => {
    const until = later(hour);
    await expect(setOnCall.run(house.context, lead, { personId: lead.id, until })).rejects.toEqual(
      code("on-call.self"),
    );
    const over = { personId: stranger.id, until: later(-hour) };
    await expect(setOnCall.run(house.context, lead, over)).rejects.toEqual(code("on-call.period"));
    await setOnCall.run(house.context, lead, { personId: stranger.id, until });
    house.passSeconds(hour);
    const done = await breakGlass.run(house.context, stranger, wish());
    expect([done.state, await sees(stranger)]).toEqual(["asked", false]);
    const { onCallId } = await putOnCall(stranger.id);
    await endOnCall.run(house.context, second, { onCallId });
    const again = await breakGlass.run(house.context, stranger, wish());
    expect(again.state).toBe("asked");
  });
});

describe("whoever is not on call", () => {
  async function ask(reference?: string): Promise<string> {
    await breakGlass.run(house.context, stranger, wish(reference));
    const requests = await house.context.transaction(stranger, (tx) =>
      glassRequests(house.context, tx),
    );
    return requests.find(({ askedBy }) => askedBy === stranger.id)?.requestId ?? "";
  }

  test("waits for a lead; until then nothing is told, of a case that exists or of one that does not", async () => {
    const real = await breakGlass.run(house.context, stranger, wish());
    const none = await breakGlass.run(house.context, stranger, wish("PSIRT-2026-9999"));
    expect({ ...real, reference: "" }).toEqual({ ...none, reference: "" });
    expect(await sees(stranger)).toBe(false);
    const requestId = await ask();
    const input = { requestId };
    await expect(confirmBreakGlass.run(house.context, stranger, input)).rejects.toEqual(
      code("access.not-permitted"),
    );
    const confirmed = await confirmBreakGlass.run(house.context, lead, input);
    expect(await sees(stranger)).toBe(true);
    expect((await openings())[0]).toMatchObject({ confirmedBy: lead.id });
    const nothing = await ask("PSIRT-2026-9999");
    const answer = await confirmBreakGlass.run(house.context, lead, { requestId: nothing });
    expect({ ...answer, requestId: "" }).toEqual({ ...confirmed, requestId: "" });
    await expect(confirmBreakGlass.run(house.context, second, input)).rejects.toEqual(
      code("glass.answered"),
    );
  });

  test("is let in nowhere where their account was closed, or their work changed, since they asked", async () => {
    const closed = await ask();
    await house.pools.worker.query("update people set disabled_at = $2 where person_id = $1", [
      stranger.id,
      house.context.now(),
    ]);
    await confirmBreakGlass.run(house.context, lead, { requestId: closed });
    expect(await openings()).toEqual([]);
    stranger = await aStranger("analyst");
    const moved = await ask();
    await house.pools.worker.query(
      "update person_roles set role = 'support-agent' where person_id = $1",
      [stranger.id],
    );
    await confirmBreakGlass.run(house.context, lead, { requestId: moved });
    expect(await openings()).toEqual([]);
  });

  test("is no second person for themselves, lead or not", async () => {
    stranger = await aStranger("lead");
    const requestId = await ask();
    await expect(confirmBreakGlass.run(house.context, stranger, { requestId })).rejects.toEqual(
      code("glass.same-person"),
    );
    expect(await sees(stranger)).toBe(false);
  });

  test("is declined with words, and an old wish opens nothing a day later", async () => {
    const requestId = await ask();
    const why = { requestId, reason: "The owner is at work on it; call them." };
    await declineBreakGlass.run(house.context, lead, why);
    const [request] = await house.context.transaction(stranger, (tx) =>
      glassRequests(house.context, tx),
    );
    expect(request).toMatchObject({ state: "declined", answer: why.reason });
    const late = await ask();
    house.passSeconds(24 * hour);
    await expect(confirmBreakGlass.run(house.context, lead, { requestId: late })).rejects.toEqual(
      code("glass.answered"),
    );
    expect(await sees(stranger)).toBe(false);
  });

  test("shows the wish to leads and to nobody else", async () => {
    const requestId = await ask();
    const shown = async (actor: Actor) =>
      (await house.context.transaction(actor, (tx) => glassRequests(house.context, tx))).some(
        (each) => each.requestId === requestId,
      );
    const other = await aPerson(house, "analyst");
    const administrator = await aPerson(house, "administrator");
    expect(await Promise.all([stranger, lead, other, administrator].map(shown))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

test("an administrator breaks no glass, and nobody does without the second proof", async () => {
  const administrator = await aPerson(house, "administrator");
  await expect(breakGlass.run(house.context, administrator, wish())).rejects.toEqual(
    code("access.not-permitted"),
  );
  const { steppedUp: _, ...unproven } = stranger;
  await expect(breakGlass.run(house.context, unproven, wish())).rejects.toEqual(
    code("access.step-up"),
  );
  await expect(putOnCall(administrator.id)).rejects.toEqual(code("person.unknown"));
});

describe("[ALE-39] what a broken glass owes", () => {
  beforeEach(async () => {
    await putOnCall(stranger.id);
    await breakGlass.run(house.context, stranger, wish());
  });

  test("is a review by a lead who is another person; until then it stands among what is due", async () => {
    const [opening] = await openings();
    const review = { caseId: found.caseId, openingId: opening?.openingId ?? "" };
    const finding = "It was needed: the cause was found within the hour.";
    // From Wednesday morning two working days.
    expect(opening?.reviewDueAt.getTime()).toBeGreaterThan(house.context.now().getTime());
    const owed = () => house.context.transaction(lead, reviewsOwed);
    expect((await owed()).map(({ reference }) => reference)).toContain(found.reference);
    const opener: Staff = { ...stranger, roles: ["lead"] };
    await expect(
      reviewBreakGlass.run(house.context, opener, { ...review, finding }),
    ).rejects.toEqual(code("glass.own-review"));
    await reviewBreakGlass.run(house.context, lead, { ...review, finding });
    expect((await owed()).map(({ reference }) => reference)).not.toContain(found.reference);
    const [done] = await openings();
    expect(done).toMatchObject({ reviewedBy: lead.id, reviewedAt: house.context.now() });
    await expect(
      reviewBreakGlass.run(house.context, second, { ...review, finding }),
    ).rejects.toEqual(code("glass.reviewed"));
  });

  test("is an alarm of all its leads at once, on record with who could not be reached", async () => {
    await runOwed(tasks.on);
    const alarm = (await timeline()).find(({ type }) => type === "glass.alarmed");
    // Sign-in names of these people are no mail addresses.
    expect(alarm?.body.unreached).toEqual(expect.arrayContaining([lead.id, second.id]));
    expect(alarm?.body.unreached).not.toContain(stranger.id);
  });

  test("is an alarm of every lead of the house where nobody on the case is left to be alarmed", async () => {
    await runOwed(tasks.on);
    const left = await aCase(house);
    await house.pools.worker.query(
      "delete from case_members where case_id = $1 and side_id = staff_side()",
      [left.caseId],
    );
    await breakGlass.run(house.context, stranger, wish(left.reference));
    await runOwed(tasks.on);
    const events = await house.context.transaction(theWorker, (tx) => timelineOf(tx, left.caseId));
    const alarm = events.find(({ type }) => type === "glass.alarmed");
    expect(alarm?.body.unreached).toEqual(expect.arrayContaining([lead.id, second.id]));
  });

  test("gives a member for a time, and permit() knows it as one", async () => {
    const membership = await house.context.transaction(stranger, (tx) =>
      membershipOf(tx, found.caseId),
    );
    permit(stranger, "read-case", membership);
    house.passSeconds(5 * hour);
    const ended = await house.context.transaction(theWorker, (tx) =>
      membershipOf(tx, found.caseId),
    );
    expect(() => permit(stranger, "read-case", ended)).toThrow("not shared with you");
  });
});
