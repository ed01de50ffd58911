import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  accept,
  anAccount,
  holderOf,
  signInBy,
  type TestAccount,
  tokenOf,
} from "../../../test/support/accounts.ts";
import {
  aColleague,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { renewalsOf } from "../../store/people/factors-reader.ts";
import { setUpOf } from "./accept-link.ts";
import { confirmLink } from "./confirm-link.ts";
import { ensureHouse } from "./ensure-house.ts";
import { invitePerson } from "./invite-person.ts";
import { refuseLink } from "./refuse-link.ts";
import { renewLink } from "./renew-link.ts";

let at: TestContext;
let tasks: TestTasks;
let victim: TestAccount;
let one: ReturnType<typeof aColleague>;
let two: ReturnType<typeof aColleague>;

beforeAll(async () => {
  at = await testContext();
  tasks = await testTasks(at);
  await ensureHouse.run(at.context, theWorker, {});
  one = await anAdministrator("first@psirt.example");
});

afterAll(async () => {
  await tasks.close();
  await at.close();
});

let people = 0;
beforeEach(async () => {
  people += 1;
  victim = await anAccount(at.context, `analyst-${people}@psirt.example`, "analyst");
});

async function anAdministrator(name: string): Promise<ReturnType<typeof aColleague>> {
  const { personId: id } = await anAccount(at.context, name, "administrator");
  return { ...aColleague("administrator"), id };
}

const renew = (by = one) => renewLink.run(at.context, by, { personId: victim.personId });
const waits = { code: "sign-in.link-waits" };

async function stillSignsIn(): Promise<void> {
  at.passSeconds(60);
  const { signInName } = victim;
  const { session } = await signInBy(at.context, { signInName, code: victim.code() });
  expect(await holderOf(at.context, session)).toMatchObject({ id: victim.personId });
}

test("alone, an administrator waits for a day, in which the person is told and can refuse", async () => {
  const { link, linkId, needsSecond } = await renew();
  expect(needsSecond).toBe(false);
  await expect(setUpOf(at.context, tokenOf(link))).rejects.toMatchObject(waits);
  await stillSignsIn();
  const person = { ...aColleague("analyst"), id: victim.personId };
  const [seen] = await at.context.transaction(person, (tx) => renewalsOf(tx, victim.personId));
  expect(seen).toMatchObject({ linkId, askedBy: one.id, usedAt: null });
  await refuseLink.run(at.context, person, { linkId });
  at.passSeconds(86_400);
  await expect(setUpOf(at.context, tokenOf(link))).rejects.toMatchObject({
    code: "sign-in.link-over",
  });
  await stillSignsIn();
});

test("not refused within the day, the link works; everything of before ends only then", async () => {
  const { link } = await renew();
  at.passSeconds(86_399);
  await expect(setUpOf(at.context, tokenOf(link))).rejects.toMatchObject(waits);
  await stillSignsIn();
  await accept(at.context, link, victim.signInName);
  expect(await holderOf(at.context, victim.session)).toBeUndefined();
});

test("where there is a second administrator, only they make the link work: not who asked, nor the person", async () => {
  two = await anAdministrator("second@psirt.example");
  // Made only just now, they count for nobody yet: the link would wait for a day instead.
  expect((await renew()).needsSecond).toBe(false);
  at.passSeconds(86_400);
  const { link, linkId, needsSecond } = await renew();
  expect(needsSecond).toBe(true);
  at.passSeconds(2 * 86_400);
  await expect(setUpOf(at.context, tokenOf(link))).rejects.toMatchObject(waits);
  const confirm = (by: typeof one) => confirmLink.run(at.context, by, { linkId });
  await expect(confirm(one)).rejects.toMatchObject({ code: "person.link-second" });
  await expect(confirm(aColleague("lead"))).rejects.toMatchObject({
    code: "access.not-permitted",
  });
  const unproved = { ...two, steppedUp: false };
  await expect(confirm(unproved)).rejects.toMatchObject({ code: "access.step-up" });
  await confirm(two);
  await expect(confirm(two)).rejects.toMatchObject({ code: "person.link-unknown" });
  await accept(at.context, link, victim.signInName);
});

test("an administrator cannot confirm a link for their own account", async () => {
  const forTwo = await renewLink.run(at.context, one, { personId: two.id });
  // Another one asked for it, and still the two of them are not enough.
  await expect(confirmLink.run(at.context, two, { linkId: forTwo.linkId })).rejects.toMatchObject({
    code: "person.link-second",
  });
});

test("nobody else refuses it, and nobody learns whether it is there", async () => {
  const { linkId } = await renew();
  for (const id of [linkId, at.context.newId()]) {
    await expect(
      refuseLink.run(at.context, aColleague("lead"), { linkId: id }),
    ).rejects.toMatchObject({ code: "person.link-unknown" });
  }
  await refuseLink.run(at.context, two, { linkId });
});

test("the person and every administrator are told by mail, without the link", async () => {
  await runOwed(tasks.on);
  tasks.sent.length = 0;
  const { link } = await renew();
  await runOwed(tasks.on);
  const to = tasks.sent.flatMap((mail) => mail.to).sort();
  expect(to).toEqual(["first@psirt.example", "second@psirt.example", victim.signInName].sort());
  const words = tasks.sent.map(({ raw }) => Buffer.from(raw).toString()).join();
  expect(words).toContain("new set-up link");
  expect(words).not.toContain(tokenOf(link));
});

test("a link for somebody who never set up works at once, and is no banner", async () => {
  const invited = await invitePerson.run(at.context, one, {
    name: "Late",
    signInName: "late@psirt.example",
    roles: ["legal"],
  });
  const { link } = await renewLink.run(at.context, one, { personId: invited.personId });
  await accept(at.context, link, "late@psirt.example");
});

test("a link that was used is refused in one sentence, and on record for its person", async () => {
  const { link, linkId } = await renew();
  await confirmLink.run(at.context, two, { linkId });
  await accept(at.context, link, victim.signInName);
  await expect(accept(at.context, link, victim.signInName)).rejects.toMatchObject({
    code: "sign-in.link-over",
  });
  const events = await at.context.transaction(theWorker, (tx) =>
    tx.query<{ body: string }>(
      "select body from events where type = 'sign-in.link-refused' order by seq desc limit 1",
    ),
  );
  expect(events[0]?.body).toContain(victim.personId);
});

test("a sign-in name that looks like another one is not invited", async () => {
  const invite = invitePerson.run(at.context, one, {
    name: "Twin",
    signInName: "anаlyst-1@psirt.example",
    roles: ["lead"],
  });
  await expect(invite).rejects.toMatchObject({ code: "person.look-alike" });
});
