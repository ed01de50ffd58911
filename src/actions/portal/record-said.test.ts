/** What a party says by mail alone: an objection and a word on the fix, put on record as its own. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPersonAt, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { Actor } from "../../core/people/actor.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { objectionsOf } from "../../store/objections/reader.ts";
import { statementsOf } from "../../store/portal/statement-reader.ts";
import { perform } from "../action.ts";
import { answerObjection } from "../decisions/answer-objection.ts";
import { decideRelevancy } from "../decisions/decide-relevancy.ts";
import { sendMessage } from "../messages/send-message.ts";
import { recordSaid } from "./record-said.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

let house: TestContext;
let tasks: TestTasks;
let analyst: Staff;
let lead: Staff;
let found: TestCase;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  analyst = await aPersonAt(house, "analyst@psirt.example", "analyst");
  lead = await aPersonAt(house, "lead@psirt.example", "lead");
  found = await aCase(house);
  await runOwed(tasks.on);
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const theirs = "You say that nobody can reach it. The port is open on the guest network.";

async function write(text: string): Promise<string> {
  const { caseId, reporter } = found;
  const sent = await perform(house.context, sendMessage, reporter, { caseId, text });
  await runOwed(tasks.on);
  return (sent as { messageId: string }).messageId;
}

async function record(messageId: string, as: string) {
  await perform(house.context, recordSaid, analyst, { caseId: found.caseId, messageId, as });
  await runOwed(tasks.on);
}

const objections = (actor: Actor = analyst) =>
  house.context.transaction(actor, (tx) => objectionsOf(house.context, tx, found.caseId));

test("[ALU-09] an objection that came as a message is one, in its author's words, and somebody else answers it", async () => {
  const { caseId } = found;
  await perform(house.context, decideRelevancy, analyst, {
    ...{ caseId, outcome: "not-relevant", reasons: ["intended"] },
    explanation: `It works as it is meant to: nobody outside can reach it. ${"See the book. ".repeat(4)}`,
  });
  const messageId = await write(theirs);
  await record(messageId, "objection-relevancy");
  const [objection, ...more] = await objections(found.reporter);
  expect(more).toEqual([]);
  expect(objection).toMatchObject({ about: "relevancy", state: "raised", text: theirs });
  await expect(record(messageId, "objection-relevancy")).rejects.toMatchObject({
    code: "objection.recorded",
  });
  const { objectionId } = objection ?? { objectionId: "" };
  const answer = {
    caseId,
    objectionId,
    answer: "upheld",
    explanation: "You are right. ".repeat(9),
  };
  await expect(perform(house.context, answerObjection, analyst, answer)).rejects.toThrow();
  await perform(house.context, answerObjection, lead, answer);
  expect((await objections())[0]).toMatchObject({ state: "upheld" });
});

test("[L-08] whether the fix works is on record too, and only of what a party wrote", async () => {
  const said = await write("We tried 2.4.1: it still restarts.");
  await record(said, "fix-fails");
  const [newest] = (
    await house.context.transaction(analyst, (tx) => statementsOf(house.context, tx, found.caseId))
  ).toReversed();
  expect(newest).toMatchObject({
    kind: "fix",
    word: "fails",
    text: expect.stringMatching("2.4.1"),
  });
  const ours = { caseId: found.caseId, partyId: found.reporter.id, text: "Please try 2.4.2." };
  const sent = await perform(house.context, sendMessage, analyst, ours);
  const { messageId } = sent as { messageId: string };
  await expect(record(messageId, "fix-works")).rejects.toMatchObject({
    code: "message.not-theirs",
  });
});
