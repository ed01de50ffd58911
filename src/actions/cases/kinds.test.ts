import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import {
  aColleague,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { aMailInTray } from "../../../test/support/tray.ts";
import type { CaseKind } from "../../core/cases/case-facts.ts";
import type { OwnCase } from "../../core/cases/open-by-hand.ts";
import { standingOf } from "../../core/cases/stage.ts";
import { blank } from "../../core/letters/blank.ts";
import type { Actor } from "../../core/people/actor.ts";
import { csafLayout } from "../../formats/csaf/csaf-layout.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import type { VerifyFinding } from "../../store/admin/verification.ts";
import { verify } from "../../store/admin/verify.ts";
import { decisionsOf } from "../../store/cases/decision-reader.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { titleOf } from "../../store/cases/title-reader.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { keysOfCase } from "../../store/sealing/object-keys.ts";
import { perform } from "../action.ts";
import { closeCase } from "../decisions/close-case.ts";
import { concludeAnalysis } from "../decisions/conclude-analysis.ts";
import { decideRelevancy } from "../decisions/decide-relevancy.ts";
import { reopenCase } from "../decisions/reopen-case.ts";
import { decidedAs } from "../decisions/take-decision.ts";
import { keepMessage } from "../tray/keep-message.ts";
import { addVulnerability } from "../vulnerabilities/add-vulnerability.ts";
import { describeVulnerability } from "../vulnerabilities/describe-vulnerability.ts";
import { changeKind } from "./change-kind.ts";
import { closeWithPointer } from "./close-with-pointer.ts";
import { containLeak } from "./contain-leak.ts";
import { decideMatter } from "./decide-matter.ts";
import { labelCase } from "./label-case.ts";
import { openCase } from "./open-case.ts";
import { registerCase } from "./register-case.ts";
import { renameCase } from "./rename-case.ts";

let house: TestContext;
let tasks: TestTasks;
let analyst: Extract<Actor, { kind: "staff" }>;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  analyst = await aPerson(house, "analyst");
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const reason = "What they wrote shows that it is of that kind.";
const explanation =
  "We asked both sides, read the logs of that day and the policy, and found this by all of them.";

function at(caseId: string) {
  return house.context.transaction(analyst, async (tx) => {
    const head = await headOf(tx, caseId);
    if (!head) throw new Error("no such case");
    const keys = await keysOfCase(house.context, tx, caseId);
    const facts = await factsOf(tx, caseId);
    return { head, title: titleOf(head, keys), facts, standing: standingOf(facts) };
  });
}

async function missing(caseId: string) {
  return (await at(caseId)).standing.missing;
}

/** A report by the form that is of that kind, acknowledged. */
async function aCaseOf(kind: CaseKind): Promise<string> {
  const { caseId } = await aCase(house);
  await runOwed(tasks.on);
  await changeKind.run(house.context, analyst, { caseId, kind, reason });
  await runOwed(tasks.on);
  return caseId;
}

async function sentTemplates(caseId: string) {
  const thread = await house.context.transaction(theWorker, (tx) =>
    threadOf(house.context, tx, caseId),
  );
  return thread.filter(({ direction }) => direction === "out").map(({ template }) => template);
}

describe("a question", () => {
  async function aQuestion() {
    const { caseId } = await aMailInTray(house, tasks, { subject: "Is this a security problem?" });
    await keepMessage.run(house.context, analyst, { caseId, as: "question" });
    await runOwed(tasks.on);
    return caseId;
  }

  test("[ALE-22] a question becomes a report, whose analysis is owed from then on", async () => {
    const caseId = await aQuestion();
    expect(await missing(caseId)).toContain("answer");

    await changeKind.run(house.context, analyst, { caseId, kind: "vulnerability-report", reason });

    const { head, standing } = await at(caseId);
    expect(head.kind).toBe("vulnerability-report");
    expect(standing.missing).toContain("relevancy-decision");
    expect(standing.missing).not.toContain("answer");
  });

  test("[ALE-23] a question that others answer is closed with the letter that says where they are", async () => {
    const caseId = await aQuestion();
    const before = tasks.sent.length;
    const text = "Customer support sets this up with you: https://support.house.example";

    await closeWithPointer.run(house.context, analyst, { caseId, text });
    await runOwed(tasks.on);

    expect((await at(caseId)).head).toMatchObject({ stage: "closed", closeReason: "routed" });
    expect(await sentTemplates(caseId)).toContain("message");
    expect(await sentTemplates(caseId)).not.toContain("closing");
    expect(tasks.sent.length).toBe(before + 1);

    // That letter told the closing: whoever read it is told that it is open again.
    await reopenCase.run(house.context, analyst, { caseId, reason: "It is one after all." });
    await runOwed(tasks.on);
    expect(await sentTemplates(caseId)).toContain("reopening");
  });

  test("a blank that is left in the letter closes nothing", async () => {
    const caseId = await aQuestion();
    const text = `Customer support sets this up with you: ${blank("address")}`;
    const closing = closeWithPointer.run(house.context, analyst, { caseId, text });
    await expect(closing).rejects.toMatchObject({ code: "message.blank-left" });
    expect((await at(caseId)).head.closedAt).toBeNull();
  });

  test("only a question is sent on so, never a report", async () => {
    const { caseId } = await aCase(house);
    const text = "Customer support sets this up with you.";
    const closing = closeWithPointer.run(house.context, analyst, { caseId, text });
    await expect(closing).rejects.toMatchObject({ code: "case.other-kind" });
    expect(await sentTemplates(caseId)).not.toContain("message");
  });
});

describe("changing what a case is", () => {
  test("[ALE-26] somebody under attack is told where to turn, also where that was understood late", async () => {
    const caseId = await aCaseOf("live-incident");
    expect(await sentTemplates(caseId)).toContain("live-incident");
    expect(await missing(caseId)).toEqual(["exploitation-word"]);
  });

  test("the same kind, and a case that is concluded, are refused", async () => {
    const caseId = await aCaseOf("dispute");
    const again = changeKind.run(house.context, analyst, { caseId, kind: "dispute", reason });
    await expect(again).rejects.toMatchObject({ code: "case.same-kind" });
    await decideMatter.run(house.context, analyst, { caseId, outcome: "rejected", explanation });
    const late = changeKind.run(house.context, analyst, { caseId, kind: "question", reason });
    await expect(late).rejects.toMatchObject({ code: "case.kind-decided" });
  });

  test("a reason is asked for", async () => {
    const { caseId } = await aCase(house);
    const input = { caseId, kind: "question", reason: "" };
    const deed = perform(house.context, changeKind, analyst, input);
    await expect(deed).rejects.toMatchObject({ faults: [{ field: "reason" }] });
  });
});

test("[ALE-09] a dispute is decided, told to whoever takes part, and closed", async () => {
  const caseId = await aCaseOf("dispute");
  expect(await missing(caseId)).toEqual(["matter-decision"]);

  const decision = { caseId, outcome: "partly-upheld" as const, explanation };
  await decideMatter.run(house.context, analyst, decision);
  await runOwed(tasks.on);

  expect(await sentTemplates(caseId)).toContain("matter-decision");
  expect(await missing(caseId)).toEqual(["closing"]);
  await closeCase.run(house.context, analyst, { caseId, reason: "decided" });
  expect((await at(caseId)).head.stage).toBe("closed");
});

test("[ALU-09] a dispute that is rejected is explained like a report, and two people do not decide it twice", async () => {
  const caseId = await aCaseOf("dispute");
  const decisions = () =>
    house.context.transaction(analyst, (tx) => decisionsOf(house.context, tx, caseId));
  const asOf = decidedAs(await decisions(), "conclusion");
  const reject = (more: object) =>
    perform(house.context, decideMatter, analyst, { caseId, outcome: "rejected", asOf, ...more });
  const short = "We read the rules anew, and see no breach.";
  await expect(reject({ explanation: short })).rejects.toMatchObject({
    code: "conclusion.explanation",
  });
  const blank = `${explanation} [___ which rule, and why ___] ${explanation}`;
  await expect(reject({ explanation: blank })).rejects.toMatchObject({
    code: "decision.blank-left",
  });
  await reject({ explanation });
  const second = reject({ outcome: "upheld", explanation });
  await expect(second).rejects.toMatchObject({ code: "deed.changed" });
  const anew = decidedAs(await decisions(), "conclusion");
  await reject({ outcome: "partly-upheld", explanation, asOf: anew });
});

test("a letter tells what was decided, never what waits for a second person", async () => {
  const caseId = await aCaseOf("dispute");
  const relevant = { outcome: "relevant" as const, touches: ["availability" as const] };
  await decideRelevancy.run(house.context, analyst, { caseId, ...relevant, explanation: "" });
  await decideMatter.run(house.context, analyst, { caseId, outcome: "upheld", explanation });
  house.passSeconds(1);
  const words =
    "This is a proposal that nobody has confirmed, so nobody outside is to read a word of it.";
  await concludeAnalysis.run(house.context, analyst, {
    ...{ caseId, outcome: "will-not-fix", interest: "ours", explanation: words },
    endsAt: "2099-01-01T00:00:00Z",
  });
  await runOwed(tasks.on);
  const thread = await house.context.transaction(analyst, (tx) =>
    threadOf(house.context, tx, caseId),
  );
  const letter = thread.find(({ template }) => template === "matter-decision");
  expect(letter?.text).toContain(explanation);
  expect(letter?.text).not.toContain(words);
});

test("[ALE-09] a dispute that came by mail is sorted as one by one key, and stays one once it is decided", async () => {
  const { caseId } = await aMailInTray(house, tasks, { subject: "We appeal your decision" });
  await keepMessage.run(house.context, analyst, { caseId, as: "dispute" });
  expect(await missing(caseId)).toEqual(["matter-decision"]);
  await decideMatter.run(house.context, analyst, { caseId, outcome: "upheld", explanation });
  const again = keepMessage.run(house.context, analyst, { caseId, as: "report" });
  await expect(again).rejects.toMatchObject({ code: "tray.decided" });
});

test("[ALE-09] a data leak is contained, decided and told before it is closed", async () => {
  const caseId = await aCaseOf("data-leak");
  expect(await missing(caseId)).toEqual(["containment", "matter-decision"]);
  const close = () => closeCase.run(house.context, analyst, { caseId, reason: "decided" });
  await expect(close()).rejects.toMatchObject({ code: "case.conclusion-owed" });

  const later = new Date(house.context.now().getTime() + 60_000).toISOString();
  const done = "The share is shut, and its keys are renewed.";
  const tooEarly = containLeak.run(house.context, analyst, { caseId, at: later, done });
  await expect(tooEarly).rejects.toMatchObject({ code: "case.contained-later" });
  await containLeak.run(house.context, analyst, { caseId, done });
  await decideMatter.run(house.context, analyst, {
    ...{ caseId, outcome: "leaked-elsewhere", explanation },
  });
  await runOwed(tasks.on);
  await close();

  expect((await at(caseId)).head).toMatchObject({ stage: "closed", closeReason: "decided" });
});

test("what fits another kind decides no dispute, and contains no leak where there is none", async () => {
  const caseId = await aCaseOf("dispute");
  const decision = { caseId, outcome: "nothing-leaked" as const, explanation };
  const decided = decideMatter.run(house.context, analyst, decision);
  await expect(decided).rejects.toMatchObject({ code: "case.other-kind" });
  const contained = containLeak.run(house.context, analyst, { caseId, done: "Shut the share." });
  await expect(contained).rejects.toMatchObject({ code: "case.no-leak" });
});

test("a case gets a better title, which is found by its words", async () => {
  const { caseId } = await aCase(house);
  await renameCase.run(house.context, analyst, { caseId, title: "Overflow in the parser" });
  expect((await at(caseId)).title).toBe("Overflow in the parser");
});

test("on whom a case waits, and since when, follows from what is asked", async () => {
  const { caseId } = await aCase(house);
  await runOwed(tasks.on);
  const opened = await at(caseId);
  expect(opened.head).toMatchObject({ waitingOn: "us", waitingFor: null });
  expect(opened.head.waitingSince).toEqual(opened.head.openedAt);
});

describe("a case that a colleague opens without a report", () => {
  const own = {
    kind: "own-finding",
    title: "Overflow found by fuzzing",
    product: "OmniGate 9000",
    description: "Our fuzzer crashes the parser with a packet of two bytes.",
    learned: "By the nightly fuzzing of the parser.",
  } as const;

  async function opened(more: object = {}) {
    const written = { ...own, ...more };
    const { caseId } = await perform(house.context, openCase, analyst, written);
    await runOwed(tasks.on);
    return caseId;
  }

  test("[TH-06] our own finding has an owner from its first moment, and owes nobody outside a word", async () => {
    const sent = tasks.sent.length;
    const caseId = await opened();
    const { head, title, standing } = await at(caseId);
    expect(head).toMatchObject({ kind: "own-finding", ownerId: analyst.id, waitingOn: "us" });
    expect(head.reference).toMatch(/^PSIRT-\d{4}-\d{4}$/);
    expect(title).toBe(own.title);
    expect(standing.missing).toEqual(["relevancy-decision"]);
    expect(tasks.sent.length).toBe(sent);
  });

  test("[TH-06] our own finding goes from relevancy to its close without a letter to anybody", async () => {
    const sent = tasks.sent.length;
    const caseId = await opened();
    await decideRelevancy.run(house.context, analyst, {
      ...{ caseId, outcome: "not-relevant", touches: [] },
      ...{ reasons: ["no-security-effect"], explanation: `${explanation} ${explanation}` },
    });
    await runOwed(tasks.on);
    expect(await missing(caseId)).toEqual(["conclusion"]);
    await concludeAnalysis.run(house.context, analyst, {
      ...{ caseId, outcome: "not-confirmed", explanation: `${explanation} ${explanation}` },
    });
    await runOwed(tasks.on);
    expect(await missing(caseId)).toEqual(["closing"]);
    await closeCase.run(house.context, analyst, { caseId, reason: "not-relevant" });
    await runOwed(tasks.on);
    expect((await at(caseId)).head.stage).toBe("closed");
    expect(tasks.sent.length).toBe(sent);
  });

  test("a notice on a component owes its analysis from when anyone of us became aware", async () => {
    const awareAt = new Date(house.context.now().getTime() - 3_600_000).toISOString();
    const caseId = await opened({ kind: "third-party-notice", awareAt });
    const clocks = await house.context.transaction(analyst, (tx) => clocksOf(tx, caseId));
    const analysis = clocks.find(({ promise }) => promise === "third-party-analysis");
    expect(analysis?.startedAt.toISOString()).toBe(awareAt);

    await decideRelevancy.run(house.context, analyst, {
      ...{ caseId, outcome: "not-relevant", touches: [] },
      ...{ reasons: ["not-ours"], explanation: `${explanation} ${explanation}` },
    });

    const after = await house.context.transaction(analyst, (tx) => clocksOf(tx, caseId));
    expect(after.find(({ promise }) => promise === "third-party-analysis")?.metAt).toBeDefined();
  });

  test("it is made once, however often its task runs", async () => {
    const caseId = await opened();
    const { rows } = await house.pools.worker.query<{ id: string }>(
      "select inbox_id as id from inbox where case_id = $1",
      [caseId],
    );
    const again = { inboxId: rows[0]?.id ?? "", own: { caseId } as OwnCase };
    expect(await registerCase.run(house.context, theWorker, again)).toEqual({ caseId });
  });

  test("a colleague of another team does not see it", async () => {
    const caseId = await opened();
    const stranger = aColleague("analyst");
    const seen = await house.context.transaction({ ...stranger, groupIds: [] }, (tx) =>
      headOf(tx, caseId),
    );
    expect(seen).toBeUndefined();
  });

  test("a moment that has not come is refused, and nothing is kept", async () => {
    const awareAt = new Date(house.context.now().getTime() + 60_000).toISOString();
    await expect(opened({ awareAt })).rejects.toMatchObject({ code: "case.aware-later" });
  });
});

test("all of it verifies: nothing was altered, added or dropped", async () => {
  const { caseId } = await aCase(house);
  const on = { caseId, title: "Overflow in the parser", cve: "CVE-2026-10001" };
  const { vulnerabilityId } = await perform(house.context, addVulnerability, analyst, on);
  const named = { ...on, vulnerabilityId, cwe: "CWE-787" };
  await perform(house.context, describeVulnerability, analyst, named);
  await perform(house.context, labelCase, analyst, { caseId, label: "parser" });
  await runOwed(tasks.on);

  const findings: VerifyFinding[] = [];
  const connection = house.database.connectionFor("keeper");
  const { masterKey } = house.context;
  const checkpointFile = join(await mkdtemp(join(tmpdir(), "parley-")), "none.jsonl");
  const asked = { connection, masterKey, checkpointFile, layout: csafLayout };
  await verify(asked, (finding) => findings.push(finding));

  expect(findings.filter(({ code }) => !code.startsWith("checkpoint"))).toEqual([]);
});
