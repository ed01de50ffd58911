/** What a party says by mail alone: objections, words on the fix and choices, put on record as its own. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCase, aPersonAt, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { Actor } from "../../core/people/actor.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { printsOf } from "../../store/identity/people-reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { objectionsOf } from "../../store/objections/reader.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { statementsOf } from "../../store/portal/statement-reader.ts";
import { perform } from "../action.ts";
import { assignCase } from "../cases/assign-case.ts";
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

async function record(messageId: string, as: string, print = "") {
  const { caseId } = found;
  await perform(house.context, recordSaid, analyst, { caseId, messageId, as, print });
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

const credit = () =>
  house.context.transaction(theWorker, async (tx) => {
    const [newest] = await printsOf(house.context, tx, found.reporter.id);
    return newest;
  });

describe("[VEN-11] [VEN-28] what they would choose on a page", () => {
  test("is how they are thanked: words of their message, or the name that they gave us", async () => {
    const said = await write("Please thank me as @packet-finder when it is out.");
    await expect(record(said, "credit-handle", "@packetfinder")).rejects.toMatchObject({
      code: "credit.not-said",
    });
    await expect(record(said, "credit-handle", " ")).rejects.toMatchObject({
      code: "credit.print",
    });
    await expect(record(said, "credit-name")).rejects.toMatchObject({ code: "credit.no-name" });
    await record(said, "credit-handle", "@packet-finder");
    expect(await credit()).toMatchObject({ choice: "handle", print: "@packet-finder" });
    const later = await write("No, name me nowhere.");
    await record(later, "credit-none");
    expect(await credit()).toMatchObject({ choice: "none", print: "" });
    const bodies = await house.context.transaction(analyst, (tx) =>
      tx.query<{ body: string }>(`select body from events where case_id = $1`, [found.caseId]),
    );
    expect(JSON.stringify(bodies)).not.toContain("packet-finder");
  });

  test("is the name that stands in the vault, which nobody types", async () => {
    found = await aCase(house, "a restart", { name: "Ada Quill" });
    await runOwed(tasks.on);
    await record(await write("You may use my name."), "credit-name");
    expect(await credit()).toMatchObject({ choice: "name", print: "Ada Quill" });
  });

  test("is the handle that they gave us: their messages show what we call them in its place, which is never printed", async () => {
    const thanked = { credit: "handle", "credit-as": "packet-finder" };
    found = await aCase(house, "a restart", { ...thanked });
    await runOwed(tasks.on);
    const said = await write("Please thank me as packet-finder, of the Packet Laboratory.");
    const [shown] = await house.context.transaction(analyst, async (tx) =>
      (await threadOf(house.context, tx, found.caseId)).filter((one) => one.messageId === said),
    );
    expect(shown?.text).toContain("thank me as [Reporter], of");
    await record(await write("Name me nowhere."), "credit-none");
    for (const ours of ["[Reporter]", "Reporter", "as [Reporter], of"]) {
      await expect(record(said, "credit-handle", ours)).rejects.toMatchObject({
        code: "credit.pseudonym",
      });
    }
    expect(await credit()).toMatchObject({ choice: "none" });
    await record(said, "credit-known-handle");
    expect(await credit()).toMatchObject({ choice: "handle", print: "packet-finder" });
    await record(said, "credit-organisation", "Packet Laboratory");
    expect(await credit()).toMatchObject({ choice: "organisation", print: "Packet Laboratory" });
  });

  test("is refused at once where we know nothing that can be printed", async () => {
    found = await aCase(house, "a restart", { name: `Ada ${"Quill ".repeat(30)}`.trim() });
    await runOwed(tasks.on);
    const said = await write("You may use my name.");
    await expect(record(said, "credit-name")).rejects.toMatchObject({ code: "credit.no-name" });
    await expect(record(said, "credit-known-handle")).rejects.toMatchObject({
      code: "credit.no-handle",
    });
  });

  test("is which news they want, and that they ask how it stands: the owner is told", async () => {
    const { caseId } = found;
    await perform(house.context, assignCase, lead, { caseId, ownerId: analyst.id });
    await record(await write("Only results, please."), "news-results");
    await record(await write("How does it stand?"), "status-asked");
    const all = await house.context.transaction(found.reporter, (tx) =>
      statementsOf(house.context, tx, caseId),
    );
    expect(all.map(({ kind, word }) => [kind, word])).toEqual([
      ["news", "results"],
      ["status", "asked"],
    ]);
    const [party] = await house.context.transaction(analyst, (tx) => partiesOf(tx, caseId));
    expect(party?.waitsSince).not.toBeNull();
  });
});
