import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { aVendorOn } from "../../../test/support/vendor-party.ts";
import { standingOf } from "../../core/cases/stage.ts";
import { isRunning } from "../../core/clocks/clock.ts";
import type { ObjectionAbout, ObjectionState } from "../../core/decisions/objection.ts";
import type { Actor } from "../../core/people/actor.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent } from "../../store/events/writer.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { objectionsOf } from "../../store/objections/reader.ts";
import { insertObjection } from "../../store/objections/writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { answerObjection } from "./answer-objection.ts";
import { approveDecision } from "./approve-decision.ts";
import { closeCase } from "./close-case.ts";
import { concludeAnalysis } from "./conclude-analysis.ts";
import { decideRelevancy } from "./decide-relevancy.ts";

let house: TestContext;
let tasks: TestTasks;
let context: Context;
let decider: Extract<Actor, { kind: "staff" }>;
let colleague: Extract<Actor, { kind: "staff" }>;
let found: TestCase;
let objectionId: string;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  context = house.context;
  decider = await aPerson(house, "lead");
  colleague = await aPerson(house, "analyst");
  found = await aCase(house, "a restart");
  await runOwed(tasks.on);
  await decideRelevancy.run(context, decider, {
    caseId: found.caseId,
    outcome: "not-relevant",
    reasons: ["no-security-effect"],
    touches: [],
    explanation: `${why} ${why}`,
  });
  await runOwed(tasks.on);
  objectionId = randomUUID();
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const why = "The gateway restarts by design, and an outsider cannot reach that interface at all.";
const objects = "From the guest network it can be reached, see the capture.";

/** An entry as the portal's deed writes it. */
async function said(
  actor: Actor,
  state: ObjectionState,
  partyId = found.reporter.id,
  about: ObjectionAbout = "relevancy",
) {
  const { caseId } = found;
  return context.transaction(actor, async (tx) => {
    const entryId = context.newId();
    const body = { objectionId, objectionEntryId: entryId, partyId, about };
    const type = `objection.${state}`;
    const eventId = await appendEvent(context, tx, { caseId, sideId: partyId, type, body });
    const entry = { entryId, objectionId, caseId, partyId, about, state } as const;
    const key = await keyOf(context, tx, partyId);
    await insertObjection(context, tx, { ...entry, words: objects }, key, eventId);
  });
}

const answer = (actor: Actor, said: "rejected" | "upheld" = "rejected") =>
  answerObjection.run(context, actor, {
    caseId: found.caseId,
    objectionId,
    answer: said,
    explanation: `${why} ${why}`,
  });

const codeOf = (deed: Promise<unknown>): Promise<unknown> =>
  deed.then(
    () => "done",
    (error: { code?: string }) => error.code ?? error,
  );

const seen = (actor: Actor) =>
  context.transaction(actor, (tx) => objectionsOf(context, tx, found.caseId));

describe("an objection to a decision", () => {
  test("is raised by the party itself: nobody of us objects in its place, and it does not answer itself", async () => {
    expect(await codeOf(said(colleague, "raised"))).toBe("42501");
    expect(await codeOf(said(found.reporter, "rejected"))).toBe("42501");
    expect(await codeOf(said(found.reporter, "raised"))).toBe("done");
    expect(await seen(colleague)).toMatchObject([
      { about: "relevancy", state: "raised", text: objects, answer: null },
    ]);
  });

  test("is its own: another party neither sees it nor writes to it", async () => {
    const id = await aVendorOn(house, found);
    const vendor = { ...found.reporter, id, side: id, role: "vendor-contact" as const };
    expect(await seen(vendor)).toEqual([]);
    expect(await codeOf(said(vendor, "withdrawn"))).not.toBe("done");
    // Nor is it ended by one that knows its id, and writes so on its own side.
    house.passSeconds(60);
    expect(await codeOf(said(vendor, "withdrawn", id))).toBe("done");
    const all = await seen(colleague);
    expect(all.map(({ partyId, state }) => ({ partyId, state }))).toEqual([
      { partyId: found.reporter.id, state: "raised" },
      { partyId: id, state: "withdrawn" },
    ]);
  });

  test("[ALU-09] is answered by somebody else than who decided, once, and with reasons", async () => {
    expect(await codeOf(answer(decider))).toBe("objection.same-person");
    house.passSeconds(60);
    expect(await codeOf(answer(colleague))).toBe("done");
    expect(await codeOf(answer(colleague))).toBe("objection.settled");
    const [mine] = await seen(found.reporter);
    expect(mine).toMatchObject({ state: "rejected", text: objects, answer: `${why} ${why}` });
  });

  test("[ALU-09] brings the reasons to whoever objected, in a letter of its own", async () => {
    await runOwed(tasks.on);
    const thread = await context.transaction(found.reporter, (tx) =>
      threadOf(context, tx, found.caseId),
    );
    const letter = thread.find(({ template }) => template === "objection-answer");
    expect(letter?.text).toContain("We have looked at it again, and it stands.");
    expect(letter?.text).toContain(why);
  });

  test("that is upheld takes the decision back and opens a closed case: to decide anew is its next deed", async () => {
    const { caseId } = found;
    await concludeAnalysis.run(context, decider, {
      ...{ caseId, outcome: "not-confirmed", explanation: `${why} ${why}` },
    });
    await runOwed(tasks.on);
    await closeCase.run(context, decider, { caseId, reason: "not-relevant" });
    house.passSeconds(60);
    objectionId = randomUUID();
    await said(found.reporter, "raised");
    house.passSeconds(60);
    await answer(colleague, "upheld");
    const facts = await context.transaction(colleague, (tx) => factsOf(tx, caseId));
    expect(facts).toMatchObject({ closed: false, relevancy: null, conclusionTold: false });
    expect(standingOf(facts).missing[0]).toBe("relevancy-decision");
  });

  test("[ALU-09] is not answered by whoever confirmed the decision as a second person", async () => {
    found = await aCase(house, "a crash");
    const { caseId } = found;
    await decideRelevancy.run(context, decider, {
      ...{ caseId, outcome: "relevant", touches: ["availability"], explanation: "" },
    });
    const { decisionId } = await concludeAnalysis.run(context, decider, {
      ...{ caseId, outcome: "will-not-fix", explanation: why, interest: "customers" },
      endsAt: "2099-01-01T00:00:00Z",
    });
    await approveDecision.run(context, colleague, { caseId, decisionId });
    objectionId = randomUUID();
    await said(found.reporter, "raised", found.reporter.id, "conclusion");
    house.passSeconds(60);
    expect(await codeOf(answer(decider))).toBe("objection.same-person");
    expect(await codeOf(answer(colleague))).toBe("objection.same-person");
    expect(await codeOf(answer(await aPerson(house, "lead")))).toBe("done");
  });

  test("that is upheld revives no earlier decision, and ends the exception of the one that falls", async () => {
    found = await aCase(house, "a leak");
    const { caseId } = found;
    await decideRelevancy.run(context, decider, {
      ...{ caseId, outcome: "relevant", touches: ["availability"], explanation: "" },
    });
    await concludeAnalysis.run(context, decider, {
      ...{ caseId, outcome: "not-confirmed", explanation: `${why} ${why}` },
    });
    house.passSeconds(60);
    const { decisionId } = await concludeAnalysis.run(context, decider, {
      ...{ caseId, outcome: "will-not-fix", explanation: why, interest: "customers" },
      endsAt: "2099-01-01T00:00:00Z",
    });
    await approveDecision.run(context, colleague, { caseId, decisionId });
    objectionId = randomUUID();
    await said(found.reporter, "raised", found.reporter.id, "conclusion");
    house.passSeconds(60);
    await answer(await aPerson(house, "lead"), "upheld");
    const facts = await context.transaction(colleague, (tx) => factsOf(tx, caseId));
    expect(facts).toMatchObject({ relevancy: "relevant", conclusion: null });
    const clocks = await context.transaction(colleague, (tx) => clocksOf(tx, caseId));
    const owed = clocks.filter(({ promise }) => promise === "exception-end");
    expect(owed.map(isRunning)).toEqual([false]);
  });

  test("cannot be answered where there is none", async () => {
    objectionId = randomUUID();
    expect(await codeOf(answer(colleague))).toBe("objection.unknown");
  });
});
