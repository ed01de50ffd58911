import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aCase, aPerson, aPersonAt } from "../../../test/support/cases.ts";
import {
  aColleague,
  anyone,
  aWednesday,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { type TestTasks, testTasks, vouchedFor } from "../../../test/support/tasks.ts";
import { isRunning } from "../../core/clocks/clock.ts";
import { type MailAuthentication, notChecked } from "../../core/mail/authentication.ts";
import { composeMail } from "../../formats/mail/compose-mail.ts";
import { noScanner } from "../../integrations/clamav/clamav-scanner.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { claimsFrom, claimsOn } from "../../store/claims/reader.ts";
import { reportFacts } from "../../store/clocks/figures-reader.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { referencesOf } from "../../store/references/reader.ts";
import { perform } from "../action.ts";
import { assignCase } from "../cases/assign-case.ts";
import { reopenCase } from "../decisions/reopen-case.ts";
import { sendMessage } from "../messages/send-message.ts";
import { takeMail } from "../reports/take-mail.ts";
import { addReference } from "./add-reference.ts";
import { declineClaim } from "./decline-claim.ts";
import { joinMessage } from "./join-message.ts";
import { removeReference } from "./remove-reference.ts";
import { undoJoin } from "./undo-join.ts";

let house: TestContext;
let tasks: TestTasks;
let says: MailAuthentication;
let analyst: Awaited<ReturnType<typeof aPerson>>;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house, noScanner, async () => says);
  analyst = await aPerson(house, "analyst");
});
beforeEach(() => {
  house.setClock(aWednesday);
  says = vouchedFor;
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const asAnalyst = <T>(work: Parameters<typeof house.context.transaction<T>>[1]) =>
  house.context.transaction(analyst, work);
const refused = (code: string) => expect.objectContaining({ code });
const head = async (caseId: string) => asAnalyst((tx) => headOf(tx, caseId));
const words = (caseId: string, direction: string) =>
  asAnalyst(async (tx) =>
    (await threadOf(house.context, tx, caseId))
      .filter((each) => each.direction === direction)
      .map(({ text, template }) => [text, template]),
  );
const running = async (caseId: string) =>
  (await house.context.transaction(theWorker, (tx) => clocksOf(tx, caseId)))
    .filter(isRunning)
    .map(({ promise, dueAt }) => [promise, dueAt]);

let mails = 0;
/** A mail that names a case and proves nothing; returns the case that it opened. */
async function aClaim(reference: string, from = "finder@research.example"): Promise<string> {
  mails += 1;
  says = notChecked;
  const raw = await composeMail({
    ...{ from: { address: from }, to: [{ address: "psirt@ale.example" }] },
    ...{ subject: `Re: [${reference}]`, messageId: `<claim-${mails}@research.example>` },
    ...{ date: new Date(aWednesday), text: "It is version 2.4." },
  });
  await takeMail.run(house.context, anyone, { raw: new Uint8Array(raw) });
  await runOwed(tasks.on);
  const { rows } = await house.pools.worker.query<{ id: string }>(
    "select case_id as id from cases order by reference desc limit 1",
  );
  return rows[0]?.id ?? "";
}

describe("what a party calls the case", () => {
  test("[CC-11] is kept once, however it is spaced, found again by search, and taken off", async () => {
    const { caseId, reporter } = await aCase(house);
    const at = { caseId, partyId: reporter.id };
    const added = await addReference.run(house.context, analyst, {
      ...at,
      reference: "vu # 123456",
    });
    expect(added.reference).toBe("VU#123456");
    const again = { ...at, reference: "VU#123456" };
    await expect(addReference.run(house.context, analyst, again)).rejects.toEqual(
      refused("reference.known"),
    );
    const { referenceId } = added;
    await removeReference.run(house.context, analyst, { caseId, referenceId });
    expect(await asAnalyst((tx) => referencesOf(house.context, tx, caseId))).toEqual([]);
    await addReference.run(house.context, analyst, again);
    await expect(
      removeReference.run(house.context, analyst, { caseId, referenceId }),
    ).rejects.toEqual(refused("reference.unknown"));
  });

  test("is refused where nothing could be found by it", async () => {
    const { caseId, reporter } = await aCase(house);
    const at = { caseId, partyId: reporter.id };
    const unreadable = addReference.run(house.context, analyst, { ...at, reference: "no digits" });
    await expect(unreadable).rejects.toEqual(refused("reference.unreadable"));
    const nobody = { caseId, partyId: house.context.newId(), reference: "VU#123456" };
    await expect(addReference.run(house.context, analyst, nobody)).rejects.toEqual(
      refused("party.unknown"),
    );
  });

  test("is seen by that party alone, besides staff of the case", async () => {
    const { caseId, reporter } = await aCase(house);
    const at = { caseId, partyId: reporter.id, reference: "VU#424242" };
    await addReference.run(house.context, analyst, at);
    const other = await aCase(house, "another");
    const seen = (who: typeof reporter) =>
      house.context.transaction(who, (tx) => referencesOf(house.context, tx, caseId));
    expect(await seen(reporter)).toHaveLength(1);
    expect(await seen(other.reporter)).toEqual([]);
    const outside = aColleague("analyst");
    const stranger = { ...outside, groupIds: [] };
    const found = await house.context.transaction(stranger, (tx) =>
      referencesOf(house.context, tx, caseId),
    );
    expect(found).toEqual([]);
  });
});

describe("a mail that a person puts into its case", () => {
  test("stands in the party's thread, answers our question, and ends what its own case owed", async () => {
    const { caseId, reporter, reference } = await aCase(house);
    const ask = { caseId, partyId: reporter.id, text: "Which version?", question: true };
    await perform(house.context, sendMessage, analyst, ask);
    const from = await aClaim(reference);
    expect(await running(from)).not.toEqual([]);
    const reason = "Called back under the number of the report.";
    const join = { caseId: from, into: reference, partyId: reporter.id, reason };
    await joinMessage.run(house.context, analyst, join);
    expect(await words(caseId, "in")).toEqual([
      [expect.stringContaining("It is version 2.4."), "joined"],
    ]);
    const clocks = await house.context.transaction(theWorker, (tx) => clocksOf(tx, caseId));
    expect(clocks.find(({ promise }) => promise === "waiting-for-reporter")?.metAt).toBeDefined();
    expect(await running(from)).toEqual([]);
    expect(await head(from)).toMatchObject({ closeReason: "joined", tray: "kept" });
    await expect(joinMessage.run(house.context, analyst, join)).rejects.toEqual(
      refused("join.joined"),
    );
    const reopen = reopenCase.run(house.context, analyst, { caseId: from, reason });
    await expect(reopen).rejects.toEqual(refused("join.joined"));
  });

  test("can be taken out: nobody reads it there, and its own clocks run with the dates that they had", async () => {
    const { caseId, reporter, reference } = await aCase(house);
    const from = await aClaim(reference);
    const before = await running(from);
    const join = { caseId: from, into: caseId, partyId: reporter.id, reason: "By mistake." };
    await joinMessage.run(house.context, analyst, join);
    house.passSeconds(3_600);
    await undoJoin.run(house.context, analyst, { caseId: from });
    expect(await words(caseId, "in")).toEqual([]);
    expect(await running(from)).toEqual(before);
    expect(await head(from)).toMatchObject({ closedAt: null, tray: "new" });
    const seen = await house.context.transaction(reporter, (tx) =>
      threadOf(house.context, tx, caseId),
    );
    expect(seen.filter(({ direction }) => direction === "in")).toEqual([]);
    await expect(undoJoin.run(house.context, analyst, { caseId: from })).rejects.toEqual(
      refused("join.not-joined"),
    );
    // Once more, into the same case.
    await joinMessage.run(house.context, analyst, join);
    expect(await words(caseId, "in")).toHaveLength(1);
  });

  test("is no report of its own in public figures, until it is taken out", async () => {
    const { caseId, reference } = await aCase(house);
    const span = { from: new Date("2026-01-01T00:00:00Z"), to: new Date("2027-01-01T00:00:00Z") };
    const counted = async () =>
      (await house.context.transaction(theWorker, (tx) => reportFacts(tx, span))).length;
    const before = await counted();
    const from = await aClaim(reference);
    expect(await counted()).toBe(before + 1);
    const join = { caseId: from, into: caseId, reason: "The maker of the parser wrote it." };
    await joinMessage.run(house.context, analyst, join);
    expect(await counted()).toBe(before);
    await undoJoin.run(house.context, analyst, { caseId: from });
    expect(await counted()).toBe(before + 1);
  });

  test("whose words it is stays open where nobody is named: then only staff read it", async () => {
    const { caseId, reporter, reference } = await aCase(house);
    const from = await aClaim(reference, "somebody@elsewhere.example");
    const join = { caseId: from, into: reference, reason: "The maker of the parser wrote it." };
    await joinMessage.run(house.context, analyst, join);
    expect(await words(caseId, "internal")).toHaveLength(1);
    const seen = await house.context.transaction(reporter, (tx) =>
      threadOf(house.context, tx, caseId),
    );
    expect(seen.some(({ text }) => text.includes("2.4"))).toBe(false);
  });

  test("[ALE-09] waits for an answer there, and its owner hears of it, until it is taken out", async () => {
    const { caseId, reporter, reference } = await aCase(house);
    const owner = await aPersonAt(house, "owner@psirt.example", "analyst");
    await assignCase.run(house.context, analyst, { caseId, ownerId: owner.id });
    const from = await aClaim(reference);
    tasks.sent.length = 0;
    const join = { caseId: from, into: reference, partyId: reporter.id, reason: "Called back." };
    await joinMessage.run(house.context, analyst, join);
    await runOwed(tasks.on);
    const waiting = async () => (await asAnalyst((tx) => factsOf(tx, caseId))).unanswered;
    expect(await waiting()).toMatchObject([{ partyId: reporter.id }]);
    expect(tasks.sent.map(({ to }) => to)).toEqual([["owner@psirt.example"]]);
    await undoJoin.run(house.context, analyst, { caseId: from });
    expect(await waiting()).toEqual([]);
  });

  test("leads what answers it to that case from then on", async () => {
    const { caseId, reporter, reference } = await aCase(house);
    const from = await aClaim(reference, "me@private.example");
    const join = { caseId: from, into: reference, partyId: reporter.id, reason: "Called back." };
    await joinMessage.run(house.context, analyst, join);
    says = vouchedFor;
    const own = await head(from);
    const raw = await composeMail({
      ...{ from: { address: "me@private.example" }, to: [{ address: "psirt@ale.example" }] },
      ...{ subject: `Re: [${own?.reference}]`, messageId: "<later@private.example>" },
      ...{ date: new Date(aWednesday), text: "And version 2.5." },
    });
    await takeMail.run(house.context, anyone, { raw: new Uint8Array(raw) });
    await runOwed(tasks.on);
    expect((await words(caseId, "in")).map(([text]) => text)).toEqual([
      expect.stringContaining("2.4"),
      "And version 2.5.",
    ]);
  });

  test("whoever sees only one of the two cases is told that there is no other", async () => {
    const { reference } = await aCase(house);
    const from = await aClaim(reference);
    const into = { caseId: from, into: "PSIRT-2026-9999", reason: "A guess." };
    await expect(joinMessage.run(house.context, analyst, into)).rejects.toEqual(
      refused("join.no-such-case"),
    );
    const own = await head(from);
    const same = { ...into, into: own?.reference ?? "" };
    await expect(joinMessage.run(house.context, analyst, same)).rejects.toEqual(
      refused("join.same-case"),
    );
    const { caseId } = await aCase(house, "by the form");
    const byForm = { caseId, into: reference, reason: "It came by the form." };
    await expect(joinMessage.run(house.context, analyst, byForm)).rejects.toEqual(
      refused("tray.not-by-mail"),
    );
  });
});

test("a mail that is not of the case is no longer shown there, and both are on record", async () => {
  const { caseId, reference } = await aCase(house);
  const from = await aClaim(reference);
  const [claim] = await asAnalyst((tx) => claimsOn(tx, caseId));
  const claimId = claim?.claimId ?? "";
  await declineClaim.run(house.context, analyst, { caseId, claimId });
  expect(await asAnalyst((tx) => claimsFrom(tx, from))).toMatchObject([{ state: "declined" }]);
  const events = await house.context.transaction(theWorker, (tx) => timelineOf(tx, caseId));
  expect(events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["mail.claimed", "mail.declined"]),
  );
  const unknown = { caseId, claimId: house.context.newId() };
  await expect(declineClaim.run(house.context, analyst, unknown)).rejects.toEqual(
    refused("claim.unknown"),
  );
});
