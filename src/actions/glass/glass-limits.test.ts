import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { aColleague, type TestContext, testContext } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { glassTries } from "../../core/people/break-glass.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { MailNotSent } from "../../mail/outbound/transport.ts";
import type { Context } from "../../store/context.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { glassRequests, openingsOf, stoppedSince } from "../../store/glass/reader.ts";
import { invitePerson } from "../people/invite-person.ts";
import { breakGlass } from "./break-glass.ts";
import { confirmBreakGlass } from "./confirm-break-glass.ts";
import { reviewBreakGlass } from "./review-break-glass.ts";
import { setOnCall } from "./set-on-call.ts";

type Staff = Awaited<ReturnType<typeof aPerson>>;

const hour = 3_600;
const reason = "A customer’s network is down and nobody of the case answers.";
const finding = "It was needed: the cause was found within the hour.";
const code = (wanted: string) => expect.objectContaining({ code: wanted });

let house: TestContext;
let tasks: TestTasks;
let lead: Staff;
let stranger: Staff;
let found: TestCase;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
});
beforeEach(async () => {
  // Nobody of an earlier test is left to be alarmed or to review.
  await house.pools.worker.query("update people set disabled_at = $1 where disabled_at is null", [
    house.context.now(),
  ]);
  lead = await aPerson(house, "lead");
  stranger = await aPerson(house, "analyst");
  await house.pools.worker.query("delete from team_members where person_id = $1", [stranger.id]);
  stranger = { ...stranger, groupIds: [] };
  found = await aCase(house);
  await runOwed(tasks.on);
  tasks.sent.length = 0;
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const openings = () => house.context.transaction(lead, (tx) => openingsOf(tx, found.caseId));

function ask(reference = found.reference, hours?: number) {
  const wish = { reference, reason, ...(hours ? { hours } : {}) };
  return breakGlass.run(house.context, stranger, wish);
}

async function confirm(by: Staff, context: Context = house.context): Promise<void> {
  const requests = await context.transaction(stranger, (tx) => glassRequests(context, tx));
  const requestId = requests.find(({ askedBy }) => askedBy === stranger.id)?.requestId ?? "";
  await confirmBreakGlass.run(context, by, { requestId });
}

function putOnCall(): Promise<unknown> {
  const until = new Date(house.context.now().getTime() + 60 * 24 * 3_600_000).toISOString();
  return setOnCall.run(house.context, lead, { personId: stranger.id, until });
}

/** A lead whose sign-in name is a mail address. */
async function aLeadByMail(): Promise<string> {
  const signInName = `lead-${house.context.newId()}@psirt.example`;
  const input = { name: "A lead", signInName, roles: ["lead" as const] };
  await invitePerson.run(house.context, aColleague("administrator"), input);
  return signInName;
}

describe("[ALE-39] the review of a broken glass", () => {
  test("is not written by who confirmed it, as long as the house has another lead", async () => {
    const other = await aPerson(house, "lead");
    await ask();
    await confirm(lead);
    const [opening] = await openings();
    const review = { caseId: found.caseId, openingId: opening?.openingId ?? "", finding };
    await expect(reviewBreakGlass.run(house.context, lead, review)).rejects.toEqual(
      code("glass.confirmed-by-you"),
    );
    await reviewBreakGlass.run(house.context, other, review);
    expect((await openings())[0]).toMatchObject({ reviewedBy: other.id });
  });

  test("is written by who confirmed it where there is no other lead, and says so for ever", async () => {
    await ask();
    await confirm(lead);
    const [opening] = await openings();
    const review = { caseId: found.caseId, openingId: opening?.openingId ?? "", finding };
    await reviewBreakGlass.run(house.context, lead, review);
    const events = await house.context.transaction(lead, (tx) => timelineOf(tx, found.caseId));
    const reviewed = events.find(({ type }) => type === "glass.reviewed");
    expect(reviewed?.body).toMatchObject({ confirmedToo: true });
  });
});

test("[ALE-39] the hours that were asked for are cut to the policy of the day on which a lead confirms", async () => {
  await ask(found.reference, 4);
  const { context } = house;
  const policies = context.policies.map((policy) => {
    const { needToKnow } = policy;
    const breakGlass = { ...needToKnow.breakGlass, hoursMax: 1 };
    return { ...policy, needToKnow: { ...needToKnow, breakGlass } };
  });
  await confirm(lead, { ...context, policies });
  const [opening] = await openings();
  const given = (opening?.expiresAt.getTime() ?? 0) - context.now().getTime();
  expect(given).toBe(hour * 1_000);
});

describe("[ALE-39] whoever names cases again and again", () => {
  const stopped = () =>
    house.context.transaction(lead, async (tx) => {
      const rows = await stoppedSince(tx, new Date(house.context.now().getTime() - 86_400_000));
      return rows.filter(({ personId }) => personId === stranger.id);
    });

  test("is stopped, on call or not, with one alarm; the case that is there opens no more than one that is not", async () => {
    const address = await aLeadByMail();
    await putOnCall();
    for (let tries = 0; tries < glassTries.max; tries += 1) {
      await expect(ask(`PSIRT-2026-99${tries}`)).rejects.toEqual(code("access.not-found"));
    }
    for (const reference of [found.reference, "PSIRT-2026-9999", found.reference]) {
      await expect(ask(reference)).rejects.toEqual(code("glass.too-many"));
    }
    expect([(await stopped()).length, (await openings()).length]).toEqual([1, 0]);
    await runOwed(tasks.on);
    expect(tasks.sent.map(({ to }) => to)).toEqual([[address]]);
    house.passSeconds(glassTries.hours * hour + 1);
    expect(await ask()).toMatchObject({ state: "open" });
  });

  test("mails the leads no more than a few times, also with many wishes at the same moment", async () => {
    const address = await aLeadByMail();
    const wishes = Array.from({ length: 12 }, () => ask());
    const ends = await Promise.allSettled(wishes);
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(glassTries.max);
    await runOwed(tasks.on);
    // One for each wish that was taken, and one that says that it was stopped.
    expect(tasks.sent.map(({ to }) => to)).toEqual(
      Array.from({ length: glassTries.max + 1 }, () => [address]),
    );
  });

  test("is not stopped by wishes that leads confirm", async () => {
    for (let times = 0; times <= glassTries.max; times += 1) {
      await ask("PSIRT-2026-9999");
      await confirm(lead);
    }
    expect(await ask()).toMatchObject({ state: "asked" });
  });
});

describe("[ALE-39] an alarm", () => {
  const away = () => new MailNotSent("mail-send.temporary", 451, "4.3.0 Try again later");

  test.each([
    ["that the glass is broken", async () => void (await putOnCall())],
    ["that somebody asks to break it", async () => {}],
  ])(
    "%s reaches everybody else where one mail cannot leave, and that one later, once",
    async (_, prepare) => {
      const addresses = [await aLeadByMail(), await aLeadByMail(), await aLeadByMail()];
      await prepare();
      await ask();
      tasks.failNext(away());
      await expect(runOwed(tasks.on)).rejects.toEqual(code("mail-send.temporary"));
      const first = tasks.sent.flatMap(({ to }) => to);
      expect(first).toHaveLength(2);
      await runOwed(tasks.on);
      const all = tasks.sent.flatMap(({ to }) => to);
      expect(all.toSorted()).toEqual(addresses.toSorted());
      expect(await runOwed(tasks.on)).toBe(0);
    },
  );
});
