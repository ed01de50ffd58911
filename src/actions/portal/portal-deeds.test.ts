import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aCase, aPersonAt, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { Actor } from "../../core/people/actor.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import type { Context } from "../../store/context.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { objectionsOf } from "../../store/objections/reader.ts";
import { identityOf, partiesOf } from "../../store/parties/reader.ts";
import { statementsOf } from "../../store/portal/statement-reader.ts";
import { personDataOf } from "../../store/retention/person-data-reader.ts";
import { perform } from "../action.ts";
import { assignCase } from "../cases/assign-case.ts";
import { answerObjection } from "../decisions/answer-objection.ts";
import { decideRelevancy } from "../decisions/decide-relevancy.ts";
import { sendMessage } from "../messages/send-message.ts";
import { answerConsent } from "./answer-consent.ts";
import { askConsent } from "./ask-consent.ts";
import { askStatus } from "./ask-status.ts";
import { chooseNews } from "./choose-news.ts";
import { confirmAddress } from "./confirm-address.ts";
import { confirmFix } from "./confirm-fix.ts";
import { disputeDecision, withdrawObjection } from "./dispute-decision.ts";
import { inviteToValidate } from "./invite-to-validate.ts";
import { tellPlan } from "./tell-plan.ts";
import { withdrawConsentRequest } from "./withdraw-consent-request.ts";

let house: TestContext;
let tasks: TestTasks;
let context: Context;
let analyst: Extract<Actor, { kind: "staff" }>;
let found: TestCase;

beforeAll(async () => {
  const made = await testContext();
  // Thales promises an answer to whoever asks for consent.
  house = { ...made, context: { ...made.context, policies: [policyOf("thales.yaml")] } };
  tasks = await testTasks(house);
  context = house.context;
  analyst = await aPersonAt(house, "analyst@psirt.example", "analyst", "lead");
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});
beforeEach(async () => {
  found = await aCase(house);
  await runOwed(tasks.on);
  await perform(context, assignCase, analyst, { caseId: found.caseId, ownerId: analyst.id });
  await runOwed(tasks.on);
  tasks.sent.length = 0;
  house.passSeconds(60);
});

const day = 86_400;
const ahead = (days: number) => new Date(+context.now() + days * day * 1000).toISOString();

async function codeOf(deed: Promise<unknown>): Promise<unknown> {
  return deed.then(
    () => "done",
    (error: { code?: string }) => error.code ?? error,
  );
}

const status = () => perform(context, askStatus, found.reporter, { caseId: found.caseId });
const wish = (more: object = {}) =>
  perform(context, askConsent, found.reporter, {
    ...{ caseId: found.caseId, on: ahead(30), place: "A conference in June" },
    ...more,
  });
const answer = (more: object = {}) =>
  perform(context, answerConsent, analyst, {
    ...{ caseId: found.caseId, partyId: found.reporter.id, answer: "given" },
    ...{ text: "The fix reaches every customer before that day.", ...more },
  });
const news = (choice: string) =>
  perform(context, chooseNews, found.reporter, { caseId: found.caseId, choice });

const said = (actor: Actor = found.reporter) =>
  context.transaction(actor, (tx) => statementsOf(context, tx, found.caseId));
const party = () =>
  context.transaction(analyst, async (tx) => (await partiesOf(tx, found.caseId))[0]);
const thread = () =>
  context.transaction(found.reporter, (tx) => threadOf(context, tx, found.caseId));
const consentClock = () =>
  context.transaction(theWorker, async (tx) =>
    (await clocksOf(tx, found.caseId)).findLast(({ promise }) => promise === "answer-consent"),
  );

describe("asking how a report stands", () => {
  test("is told to the owner without a word of the matter, and stands until something is told", async () => {
    await status();
    await runOwed(tasks.on);
    const [mail] = tasks.sent;
    expect(mail?.to).toEqual(["analyst@psirt.example"]);
    const words = Buffer.from(mail?.raw ?? []).toString();
    expect(words).toContain(`[${found.reference}] A party asks how its report stands`);
    expect(words).not.toContain("OmniGate");
    expect((await party())?.waitsSince).toEqual(context.now());
    house.passSeconds(60);
    const message = { caseId: found.caseId, partyId: found.reporter.id, text: "We test the fix." };
    await perform(context, sendMessage, analyst, message);
    expect((await party())?.waitsSince).toBeNull();
  });

  test("is refused again before the cadence is over, with the day from which it may be asked", async () => {
    await status();
    expect(await codeOf(status())).toBe("status.too-soon");
    house.passSeconds(14 * day + 1);
    await status();
    expect((await said()).filter(({ kind }) => kind === "status")).toHaveLength(2);
  });
});

describe("[TH-18] asking for consent to publish", () => {
  test("starts the promise at the moment of asking, and the answer keeps it and is told", async () => {
    await wish({ text: "Slides of thirty minutes." });
    const askedAt = context.now();
    house.passSeconds(600);
    await runOwed(tasks.on);
    const clock = await consentClock();
    expect([clock?.startedAt, clock?.metAt]).toEqual([askedAt, undefined]);
    house.passSeconds(60);
    await answer();
    await runOwed(tasks.on);
    expect(await consentClock()).toMatchObject({ metAt: context.now() });
    expect((await said(analyst)).map(({ word }) => word)).toEqual(["asked", "given"]);
    expect((await said()).at(-1)).toMatchObject({ on: (await said())[0]?.on });
    const told = (await thread()).at(-1);
    expect(told).toMatchObject({ template: "consent-to-publish", direction: "out" });
    expect(told?.text).toContain("Our answer is yes");
    expect(told?.text).toContain("The fix reaches every customer before that day.");
  });

  test("waits for one answer at a time, and can be taken back before it", async () => {
    await wish();
    expect(await codeOf(wish())).toBe("consent.waits");
    await perform(context, withdrawConsentRequest, found.reporter, { caseId: found.caseId });
    await runOwed(tasks.on);
    expect(await codeOf(answer())).toBe("consent.none");
    const clock = await consentClock();
    expect([clock?.stoppedAt, clock?.metAt]).toEqual([context.now(), undefined]);
    await wish();
  });

  test("needs a date that is still to come and a place; the refused words are nobody's", async () => {
    expect(await codeOf(wish({ on: ahead(-1) }))).toBe("publish.date");
    expect(await codeOf(wish({ on: ahead(5_000) }))).toBe("publish.date");
    expect(await codeOf(wish({ place: " " }))).toBe("input.invalid");
    expect(await said()).toEqual([]);
  });

  test("is not given from a day before it was asked for: a mistyped year would let them publish at once", async () => {
    await wish();
    expect(await codeOf(answer({ on: ahead(-365) }))).toBe("consent.before-asked");
    expect((await said()).at(-1)?.word).toBe("asked");
    expect(await codeOf(answer({ on: ahead(20) }))).toBe("done");
  });

  test("is answered by staff alone, with words of substance", async () => {
    await wish();
    const own = { caseId: found.caseId, partyId: found.reporter.id, answer: "given" };
    const text = "I give it to myself, with many words.";
    expect(await codeOf(perform(context, answerConsent, found.reporter, { ...own, text }))).toBe(
      "access.not-permitted",
    );
    expect(await codeOf(answer({ text: "No." }))).toBe("input.invalid");
    await answer({ answer: "refused", text: "The remedy is not with customers yet: ask in July." });
    await runOwed(tasks.on);
    expect((await thread()).at(-1)?.text).toContain("Our answer is: not yet.");
  });
});

describe("[VEN-11] news by mail", () => {
  const decide = () =>
    perform(context, decideRelevancy, analyst, {
      ...{ caseId: found.caseId, outcome: "relevant", touches: ["availability"] },
      explanation: "An outsider can restart the gateway at will.",
    });
  const mailed = () => tasks.sent.filter(({ to }) => to.includes("finder@research.example"));

  test("are every change unless the reporter says otherwise", async () => {
    await decide();
    await runOwed(tasks.on);
    expect(mailed()).toHaveLength(1);
  });

  test("that the reporter wants none of stand on the page alone, and count as told there", async () => {
    expect(await codeOf(news("often"))).toBe("input.invalid");
    await news("none");
    await news("none");
    await decide();
    await runOwed(tasks.on);
    expect((await said()).map(({ kind, word }) => `${kind} ${word}`)).toEqual(["news none"]);
    expect(mailed()).toEqual([]);
    expect((await thread()).at(-1)).toMatchObject({ template: "relevancy", direction: "out" });
    const { rows } = await house.pools.worker.query(
      "select type from events where case_id = $1 and type in ('news.chosen', 'relevancy.told')",
      [found.caseId],
    );
    expect(rows.map(({ type }) => type).sort()).toEqual(["news.chosen", "relevancy.told"]);
    await news("results");
    expect((await party())?.said).toEqual(["news results"]);
  });
});

describe("a plan to publish", () => {
  test("is told, changed and given up; each stands for staff", async () => {
    const plan = (input: object) =>
      perform(context, tellPlan, found.reporter, { caseId: found.caseId, ...input });
    expect(await codeOf(plan({ plan: "planned" }))).toBe("plan.date");
    expect(await codeOf(plan({ plan: "planned", on: ahead(-2) }))).toBe("publish.date");
    await plan({ plan: "planned", on: ahead(40), place: "https://blog.research.example/" });
    await plan({ plan: "planned", on: ahead(50) });
    await plan({ plan: "none" });
    await plan({ plan: "none" });
    expect((await said(analyst)).map(({ word }) => word)).toEqual(["planned", "planned", "none"]);
    expect((await said(analyst))[0]).toMatchObject({ place: "https://blog.research.example/" });
  });
});

describe("[VEN-22] the address of a reporter", () => {
  test("is confirmed by the link of our mail, once, and by nothing that did not come by mail", async () => {
    const identity = await context.transaction(theWorker, (tx) =>
      identityOf(context, tx, found.reporter.id),
    );
    const by = (kind: string, secret = "") =>
      perform(context, confirmAddress, found.reporter, { caseId: found.caseId, kind, secret });
    expect(await codeOf(by("link", "x".repeat(22)))).toBe("portal.unknown-code");
    expect(await codeOf(by("code", found.receiptCode))).toBe("input.invalid");
    await by("link", identity?.portalToken);
    await by("link", identity?.portalToken);
    expect(await said(analyst)).toMatchObject([{ kind: "address", word: "confirmed" }]);
    expect((await party())?.said).toEqual(["address confirmed"]);
  });
});

describe("[ALU-09] an objection to a decision", () => {
  const object = (about = "relevancy") =>
    perform(context, disputeDecision, found.reporter, {
      ...{ caseId: found.caseId, about, text: "The length is never checked: see line 40." },
    });
  const objections = (actor: Actor) =>
    context.transaction(actor, (tx) => objectionsOf(context, tx, found.caseId));
  const reasons =
    "We looked at line 40 again, with the same packet, and the length is checked there.";

  test("is raised in the party's own words, told to the owner, and answered with reasons that it reads", async () => {
    const { objectionId } = await object();
    expect(await codeOf(object())).toBe("objection.waits");
    await runOwed(tasks.on);
    expect(Buffer.from(tasks.sent[0]?.raw ?? []).toString()).toContain("A party objects");
    const answered = {
      caseId: found.caseId,
      objectionId,
      answer: "rejected",
      explanation: reasons,
    };
    expect(await codeOf(perform(context, answerObjection, found.reporter, answered))).toBe(
      "access.not-permitted",
    );
    await perform(context, answerObjection, analyst, answered);
    await runOwed(tasks.on);
    expect(await objections(found.reporter)).toMatchObject([
      { about: "relevancy", state: "rejected", answer: reasons },
    ]);
    expect((await thread()).at(-1)?.text).toContain(reasons);
    await object();
  });

  test("can be taken back until it is answered, and only its own", async () => {
    const { objectionId } = await object("other");
    const back = (actor: Actor) =>
      perform(context, withdrawObjection, actor, { caseId: found.caseId, objectionId });
    const stranger = (await aCase(house, "another thing")).reporter;
    expect(await codeOf(back(stranger))).toBe("access.not-found");
    await back(found.reporter);
    expect(await codeOf(back(found.reporter))).toBe("objection.settled");
    expect(await objections(analyst)).toMatchObject([{ state: "withdrawn", answer: null }]);
  });
});

test("of an erased report a link still opens what is left, and new words are refused", async () => {
  const identity = await context.transaction(theWorker, (tx) =>
    identityOf(context, tx, found.reporter.id),
  );
  await house.pools.worker.query("delete from key_wraps where object_id = $1", [found.reporter.id]);
  const secret = identity?.portalToken ?? "";
  const input = { caseId: found.caseId, kind: "link", secret };
  expect(await codeOf(perform(context, confirmAddress, found.reporter, input))).toBe("done");
  expect(await codeOf(wish())).not.toBe("done");
  expect((await said()).map(({ word }) => word)).toEqual(["confirmed"]);
});

describe("the wall around what a party says", () => {
  const insert = `insert into party_statements
      select * from jsonb_populate_record(null::party_statements, $1::jsonb)`;

  async function tried(actor: Actor, changes: object): Promise<string> {
    const { rows } = await house.pools.worker.query<{ json: string }>(
      "select row_to_json(t)::text as json from party_statements t where case_id = $1 limit 1",
      [found.caseId],
    );
    const row = { ...JSON.parse(rows[0]?.json ?? "{}"), statement_id: context.newId(), ...changes };
    return context
      .transaction(actor, (tx) => tx.run(insert, [JSON.stringify(row)]))
      .then(
        () => "written",
        (error: { code?: string }) => error.code ?? "",
      );
  }

  test("lets a party consent to nothing in our place, and nobody of us ask or choose in a party's", async () => {
    await wish();
    const stranger = (await aCase(house, "another thing")).reporter;
    expect(await tried(found.reporter, { word: "withdrawn" })).toBe("written");
    expect(await tried(found.reporter, { word: "given" })).toBe("42501");
    expect(await tried(stranger, { word: "withdrawn" })).toBe("42501");
    expect(await tried(analyst, { word: "refused" })).toBe("written");
    expect(await tried(analyst, { word: "withdrawn" })).toBe("42501");
    expect(await tried(analyst, { kind: "news", word: "none" })).toBe("42501");
    expect(await tried(analyst, { kind: "fix", word: "works" })).toBe("42501");
    expect(await tried(found.reporter, { kind: "fix", word: "invited" })).toBe("42501");
    expect(await said(stranger)).toEqual([]);
  });
});

test("what a party asked and chose is in the archive of what is held about it", async () => {
  await news("results");
  await wish({ text: "Slides of thirty minutes." });
  house.passSeconds(60);
  await answer();
  const held = await context.transaction(theWorker, (tx) =>
    personDataOf(context, tx, found.caseId, found.reporter.id),
  );
  expect(held?.requests).toMatchObject([
    { from: "you", kind: "news", word: "results", text: "" },
    { from: "you", kind: "consent", word: "asked", text: "Slides of thirty minutes." },
    { from: "us", kind: "consent", word: "given" },
  ]);
});

describe("trying the fix", () => {
  const invite = (more: object = {}) =>
    perform(context, inviteToValidate, analyst, {
      ...{ caseId: found.caseId, partyId: found.reporter.id, on: ahead(10) },
      ...{ text: "Version 2.4.1, from the portal of your support.", ...more },
    });
  const confirm = (answered: string, text = "") =>
    perform(context, confirmFix, found.reporter, { caseId: found.caseId, answer: answered, text });

  test("is asked for by a letter with its date, and answered in the reporter's own words", async () => {
    expect(await codeOf(invite({ on: ahead(-1) }))).toBe("publish.date");
    await invite();
    await runOwed(tasks.on);
    const told = (await thread()).at(-1);
    expect(told).toMatchObject({ template: "validate-fix", direction: "out" });
    expect(told?.text).toContain("Version 2.4.1, from the portal of your support.");
    house.passSeconds(60);
    expect(await codeOf(confirm("fails"))).toBe("fix.words");
    await confirm("fails", "The packet of my report still restarts it.");
    await runOwed(tasks.on);
    const [invited, answered] = await said(analyst);
    expect(answered).toMatchObject({ word: "fails", aboutId: invited?.statementId });
    expect(tasks.sent.some(({ to }) => to.includes("analyst@psirt.example"))).toBe(true);
    const held = await context.transaction(theWorker, (tx) =>
      personDataOf(context, tx, found.caseId, found.reporter.id),
    );
    expect(held?.requests).toMatchObject([
      { from: "us", kind: "fix", word: "invited" },
      { from: "you", kind: "fix", word: "fails" },
    ]);
  });

  test("is the reporter's to tell unasked, and nobody of us tells it in their place", async () => {
    await confirm("works");
    expect(
      await codeOf(
        perform(context, confirmFix, analyst, {
          ...{ caseId: found.caseId, answer: "works" },
        }),
      ),
    ).toBe("access.not-permitted");
    expect((await party())?.said).toEqual(["fix works"]);
  });
});
