import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import type { Actor } from "../../core/people/actor.ts";
import { callsOf, channelsOf } from "../../store/calls/reader.ts";
import { perform } from "../action.ts";
import { endFollowUp } from "../root-causes/end-follow-up.ts";
import { noteChannel } from "./note-channel.ts";
import { recordCall } from "./record-call.ts";

let house: TestContext;
let analyst: Extract<Actor, { kind: "staff" }>;
let found: TestCase;
beforeAll(async () => {
  house = await testContext();
  analyst = await aPerson(house, "analyst");
});
afterAll(() => house.close());
beforeEach(async () => {
  found = await aCase(house);
});

const refused = (code: string) => expect.objectContaining({ code });
const calls = (who: Actor = analyst) =>
  house.context.transaction(who, (tx) => callsOf(house.context, tx, found.caseId));

function record(more: object = {}) {
  const { caseId, reporter } = found;
  return perform(house.context, recordCall, analyst, {
    ...{ caseId, kind: "telephone", at: "2026-01-05T09:30:00+01:00" },
    participantIds: [analyst.id, reporter.id],
    words: "They ask for a build with the quokkaguard.",
    ...more,
  });
}

test("[CC-26] a call is kept with who, when, what was said, and what was promised until it is done", async () => {
  const followUp = { what: "Send them the build.", ownerId: analyst.id, dueOn: "2026-01-12" };
  await record({ followUps: [followUp] });
  const [call] = await calls();
  expect(call).toMatchObject({
    kind: "telephone",
    at: new Date("2026-01-05T08:30:00Z"),
    colleagues: [analyst.id],
    parties: [found.reporter.id],
    words: "They ask for a build with the quokkaguard.",
    followUps: [{ ...followUp, doneAt: null }],
  });
  const { followUpId } = call?.followUps[0] ?? {};
  const done = { caseId: found.caseId, followUpId, words: "Sent as 2.4.2." };
  await perform(house.context, endFollowUp, analyst, done);
  expect((await calls())[0]?.followUps).toMatchObject([{ doneWords: "Sent as 2.4.2." }]);
  const again = perform(house.context, endFollowUp, analyst, done);
  await expect(again).rejects.toThrow(refused("follow-up.done"));
});

test("[CC-27] a meeting keeps its minutes and what was agreed, and names nobody who is not on the case", async () => {
  const meeting = {
    kind: "meeting",
    words: "Two dates were weighed.",
    agreed: "The second of May.",
  };
  await record(meeting);
  expect(await calls()).toMatchObject([meeting]);
  const stranger = house.context.newId();
  const named = record({ ...meeting, participantIds: [analyst.id, stranger] });
  await expect(named).rejects.toThrow(refused("call.not-on-case"));
  const other = await aCase(house);
  const theirs = record({ ...meeting, participantIds: [other.reporter.id] });
  await expect(theirs).rejects.toThrow(refused("call.not-on-case"));
  expect(await calls()).toHaveLength(1);
});

test("no party reads what was said in a talk, not even one that took part", async () => {
  await record();
  expect(await calls(found.reporter)).toEqual([]);
});

test("[CC-28] the way in which a party likes to be spoken with is kept with its hours", async () => {
  const { caseId, reporter } = found;
  const party = { caseId, partyId: reporter.id };
  const hours = { from: "9:00", until: "17:30", zone: "Asia/Tokyo" };
  await perform(house.context, noteChannel, analyst, { ...party, channel: "telephone", ...hours });
  const read = () => house.context.transaction(analyst, (tx) => channelsOf(tx, caseId));
  expect((await read()).get(reporter.id)).toEqual({
    channel: "telephone",
    hours: { ...hours, from: "09:00" },
  });
  await perform(house.context, noteChannel, analyst, { ...party, channel: "messenger" });
  expect((await read()).get(reporter.id)).toEqual({ channel: "messenger", hours: null });
});
