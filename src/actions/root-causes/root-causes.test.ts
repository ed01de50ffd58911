import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { closeUnreached } from "../../../test/support/unreached.ts";
import type { Actor } from "../../core/people/actor.ts";
import { rootCausesOf } from "../../store/root-causes/reader.ts";
import { perform } from "../action.ts";
import { endFollowUp } from "./end-follow-up.ts";
import { recordRootCause } from "./record-root-cause.ts";
import { reopenFollowUp } from "./reopen-follow-up.ts";

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
const cause = {
  practice: "testing",
  requirement: "SDL-12",
  words: "No fuzzing reached the parser of the first packet.",
  followUp: "Fuzz the parser in every nightly build.",
  dueOn: "2026-06-01",
};

function record(more: object = {}) {
  const input = { caseId: found.caseId, ...cause, ownerId: analyst.id, ...more };
  return perform(house.context, recordRootCause, analyst, input);
}

const causes = (who: Actor = analyst) =>
  house.context.transaction(who, (tx) => rootCausesOf(house.context, tx, found.caseId));

test("[ALE-04] [ALE-05] a closed case names the practice and the requirement that failed, and a follow-up", async () => {
  const { caseId } = found;
  await closeUnreached(house.context, analyst, caseId);
  await record();
  const { followUp: what, dueOn, ...said } = cause;
  const followUp = { what, dueOn, ownerId: analyst.id, doneAt: null };
  expect(await causes()).toMatchObject([{ ...said, by: analyst.id, followUp }]);
});

test("a follow-up is done once, with what was done", async () => {
  const { causeId: followUpId } = await record();
  const done = { caseId: found.caseId, followUpId, words: "It runs since build 14." };
  await perform(house.context, endFollowUp, analyst, done);
  expect((await causes())[0]?.followUp).toMatchObject({ doneWords: done.words });
  const again = perform(house.context, endFollowUp, analyst, done);
  await expect(again).rejects.toThrow(refused("follow-up.done"));
});

test("[ALE-04] a follow-up that was marked as done by mistake is to be done again, on a closed case too", async () => {
  const { causeId: followUpId } = await record();
  const { caseId } = found;
  const reason = "It was another build.";
  const open = perform(house.context, reopenFollowUp, analyst, { caseId, followUpId, reason });
  await expect(open).rejects.toThrow(refused("follow-up.open"));
  await perform(house.context, endFollowUp, analyst, { caseId, followUpId, words: "It runs." });
  await closeUnreached(house.context, analyst, caseId);
  await perform(house.context, reopenFollowUp, analyst, { caseId, followUpId, reason });
  expect((await causes())[0]?.followUp).toMatchObject({
    doneAt: null,
    doneWords: "",
    dueOn: cause.dueOn,
  });
  await perform(house.context, endFollowUp, analyst, { caseId, followUpId, words: "Now it runs." });
  expect((await causes())[0]?.followUp).toMatchObject({ doneWords: "Now it runs." });
});

test("a follow-up that nobody named is not ended, and an owner is somebody who is on the case", async () => {
  const { causeId: followUpId } = await record({
    followUp: "",
    ownerId: undefined,
    dueOn: undefined,
  });
  expect((await causes())[0]?.followUp).toBeNull();
  const input = { caseId: found.caseId, followUpId, words: "Done." };
  const none = perform(house.context, endFollowUp, analyst, input);
  await expect(none).rejects.toThrow(refused("follow-up.unknown"));
  const outside = record({ ownerId: house.context.newId() });
  await expect(outside).rejects.toThrow(refused("member.not-on-case"));
  await expect(record({ followUp: "" })).rejects.toThrow(refused("follow-up.nothing"));
});

test("no party of the case reads a root cause", async () => {
  await record();
  expect(await causes(found.reporter)).toEqual([]);
});
