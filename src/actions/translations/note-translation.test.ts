/** What a colleague notes as a translation: kept beside its original, for staff alone, gone with it. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { Actor } from "../../core/people/actor.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { reportsOf } from "../../store/reports/reader.ts";
import { keysOfCase } from "../../store/sealing/object-keys.ts";
import { findCases } from "../../store/search/case-finder-reader.ts";
import { translationsOf } from "../../store/translations/reader.ts";
import { perform } from "../action.ts";
import { mergeReport } from "../links/merge-report.ts";
import { relateCase } from "../links/relate-case.ts";
import { sendMessage } from "../messages/send-message.ts";
import { confirmErasure } from "../retention/confirm-erasure.ts";
import { orderErasure } from "../retention/order-erasure.ts";
import { noteTranslation } from "./note-translation.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

let house: TestContext;
let tasks: TestTasks;
let analyst: Staff;
let found: TestCase;
let reportId: string;
let messageId: string;

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  analyst = await aPerson(house, "analyst");
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});
beforeEach(async () => {
  const words = "den Neustart des Gateways, und das ist nicht die Schuld der Leitung";
  found = await aCase(house, words, { language: "de" });
  await runOwed(tasks.on);
  house.passSeconds(60);
  const { caseId, reporter } = found;
  const text = "Das ist auch in der Version 2.4 und nicht nur in der alten.";
  ({ messageId } = (await perform(house.context, sendMessage, reporter, { caseId, text })) as {
    messageId: string;
  });
  reportId = (await reports())[0]?.reportId ?? "";
  house.passSeconds(60);
});

const as = <T>(who: Actor, work: Parameters<typeof house.context.transaction<T>>[1]) =>
  house.context.transaction<T>(who, work);

const reports = (who: Actor = analyst, caseId = found.caseId) =>
  as(who, async (tx) => reportsOf(tx, caseId, await keysOfCase(house.context, tx, caseId)));

const messages = async (who: Actor = analyst) =>
  (await as(who, (tx) => threadOf(house.context, tx, found.caseId))).filter(
    (each) => each.messageId === messageId,
  );

const finds = (word: string) => as(analyst, (tx) => findCases(house.context, tx, word));

const noting = (objectId: string, more: object = {}, who: Actor = analyst) =>
  perform(house.context, noteTranslation, who, {
    ...{ caseId: found.caseId, objectId, means: "person", language: "German" },
    text: "The gateway restarts; the quollwren line is not to blame.",
    ...more,
  }) as Promise<{ translationId: string }>;

const refused = (code: string) => expect.objectContaining({ code });

test("[VEN-19] a translation of a report or message stands beside the original, which stays as it came", async () => {
  const [before] = await reports();
  const made = { translator: "A sworn translator", madeAt: house.context.now().toISOString() };
  await noting(reportId, made);
  await noting(messageId, { means: "machine", translator: "The tool of the house" });
  const [report] = await reports();
  expect(report).toMatchObject({
    ...before,
    translations: [{ ...made, language: "de", into: "en" }],
  });
  const [message] = await messages();
  expect(message?.text).toContain("in der Version 2.4");
  expect(message?.translations).toMatchObject([
    { by: analyst.id, means: "machine", translator: "The tool of the house", madeAt: null },
  ]);
});

test("[VEN-19] a later note corrects it, the earlier one is kept, and who did not see it is told", async () => {
  const first = await noting(reportId, { asOf: reportId });
  house.passSeconds(5);
  const late = noting(reportId, { text: "Mine.", asOf: reportId });
  await expect(late).rejects.toThrow(refused("deed.changed"));
  await noting(reportId, { text: "The device restarts.", asOf: first.translationId });
  const [report] = await reports();
  expect(report?.translations.map(({ text }) => text)).toEqual([
    "The gateway restarts; the quollwren line is not to blame.",
    "The device restarts.",
  ]);
  const { rows } = await house.pools.worker.query(
    "select type, body::jsonb ->> 'corrects' as corrects from events where case_id = $1 and type like '%.translated' order by seq",
    [found.caseId],
  );
  expect(rows).toEqual([
    { type: "report.translated", corrects: null },
    { type: "report.translated", corrects: first.translationId },
  ]);
});

test("[VEN-19] no party writes or reads a translation, by no way; a stranger hears of no case", async () => {
  await noting(messageId);
  const { reporter } = found;
  expect((await messages(reporter))[0]?.translations).toEqual([]);
  expect(await as(reporter, (tx) => translationsOf(house.context, tx, found.caseId))).toEqual([]);
  const rows = "select translation_id from translations limit 10";
  expect(await as(reporter, (tx) => tx.query(rows))).toEqual([]);
  await expect(noting(messageId, {}, reporter)).rejects.toThrow(refused("access.not-permitted"));
  const auditor = await aPerson(house, "auditor");
  await expect(noting(messageId, {}, auditor)).rejects.toThrow(refused("access.not-permitted"));
  const stranger = { ...(await aPerson(house, "analyst")), groupIds: [] };
  await expect(noting(messageId, {}, stranger)).rejects.toThrow(refused("access.not-found"));
});

test("[VEN-19] only what came to this case is translated, and not before it came", async () => {
  const other = await aCase(house, "something else");
  const elsewhere = noting(reportId, { caseId: other.caseId });
  await expect(elsewhere).rejects.toThrow(refused("translation.unknown"));
  const { caseId, reporter } = found;
  const ours = (await perform(house.context, sendMessage, analyst, {
    ...{ caseId, partyId: reporter.id, text: "Which version?" },
  })) as { messageId: string };
  await expect(noting(ours.messageId)).rejects.toThrow(refused("translation.unknown"));
  const early = noting(reportId, { madeAt: "2020-01-01T00:00:00Z" });
  await expect(early).rejects.toThrow(refused("translation.when"));
});

test("[VEN-19] the wall refuses a row of what did not come to the case, and in another's name", async () => {
  await noting(reportId);
  const other = await aCase(house, "something else");
  const copy = (set: string, values: string[]) =>
    as(analyst, (tx) =>
      tx.run(
        `insert into translations
         select (jsonb_populate_record(t, jsonb_build_object('translation_id', gen_random_uuid(), ${set}))).*
           from translations t where t.report_id = $1`,
        [reportId, ...values],
      ),
    );
  const denied = expect.objectContaining({ code: "42501" });
  expect(await copy("'case_id', $2::text", [found.caseId])).toBe(1);
  await expect(copy("'case_id', $2::text", [other.caseId])).rejects.toThrow(denied);
  const colleague = await aPerson(house, "analyst");
  await expect(copy("'noted_by', $2::text", [colleague.id])).rejects.toThrow(denied);
});

test("[VEN-19] a case that holds the report too reads its translation there, and may correct it", async () => {
  const other = await aCase(house, "something else");
  const related = { caseId: found.caseId, of: other.reference };
  await perform(house.context, relateCase, analyst, related);
  const { rows } = await house.pools.worker.query(
    "select link_id as id from case_links where case_id = $1",
    [found.caseId],
  );
  const linkId = rows[0].id;
  await mergeReport.run(house.context, analyst, { caseId: found.caseId, linkId });
  await noting(reportId);
  house.passSeconds(5);
  await noting(reportId, { caseId: other.caseId, text: "It restarts, seen from there." });
  for (const caseId of [found.caseId, other.caseId]) {
    const report = (await reports(analyst, caseId)).find((each) => each.reportId === reportId);
    expect(report?.translations.map(({ text }) => text).at(-1)).toContain("seen from there");
  }
});

test.each([
  { with: "the report that it is of", original: () => reportId, subject: () => reportId },
  {
    with: "the messages of its party",
    original: () => messageId,
    subject: () => found.reporter.id,
  },
  { with: "the content of its case", original: () => messageId, subject: () => found.caseId },
])("[VEN-19] it is found by its words, and is erased with $with", async ({ original, subject }) => {
  await noting(original());
  expect(await finds("quollwren")).toContain(found.caseId);
  const [one, two] = [await aPerson(house, "lead"), await aPerson(house, "lead")];
  const order = { caseId: found.caseId, subjectId: subject(), reason: "It was asked for." };
  const { erasureId } = await orderErasure.run(house.context, one, order);
  await confirmErasure.run(house.context, two, { caseId: found.caseId, erasureId });
  await runOwed(tasks.on);
  expect(await finds("quollwren")).not.toContain(found.caseId);
  expect(await as(theWorker, (tx) => translationsOf(house.context, tx, found.caseId))).toEqual([]);
  await expect(noting(original())).rejects.toThrow();
});
