import { Registry } from "prom-client";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase } from "../../../test/support/cases.ts";
import {
  aColleague,
  aWednesday,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { type TestTasks, testTasks, vouchedFor } from "../../../test/support/tasks.ts";
import { aMailInTray } from "../../../test/support/tray.ts";
import { type MailAuthentication, notChecked } from "../../core/mail/authentication.ts";
import { noEnvelope } from "../../core/mail/envelope.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { noScanner } from "../../integrations/clamav/clamav-scanner.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { sweepClocks } from "../../jobs/sweep-clocks.ts";
import { measureTray } from "../../jobs/tray-metrics.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { notForUsCounts, trayPage } from "../../store/cases/tray-reader.ts";
import { promiseFacts, reportFacts } from "../../store/clocks/figures-reader.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { recordMilestone } from "../clocks/record-milestone.ts";
import { closeCase } from "../decisions/close-case.ts";
import { decideRelevancy } from "../decisions/decide-relevancy.ts";
import { reopenCase } from "../decisions/reopen-case.ts";
import { sendMessage } from "../messages/send-message.ts";
import { acknowledgeSender } from "./acknowledge-sender.ts";
import { keepMessage } from "./keep-message.ts";
import { putAsideMessage } from "./put-aside-message.ts";
import { recallMessage } from "./recall-message.ts";

let house: TestContext;
let tasks: TestTasks;
let says: MailAuthentication;
const analyst = aColleague("analyst");

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house, noScanner, async () => says);
});
beforeEach(() => {
  house.setClock(aWednesday);
  says = vouchedFor;
  tasks.sent.length = 0;
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const asWorker = <T>(work: Parameters<typeof house.context.transaction<T>>[1]) =>
  house.context.transaction(theWorker, work);
const head = async (caseId: string) => {
  const found = await asWorker((tx) => headOf(tx, caseId));
  if (!found) throw new Error("the case is gone");
  return found;
};
const clocks = (caseId: string) => asWorker((tx) => clocksOf(tx, caseId));
const eventsOf = async (caseId: string) =>
  (await asWorker((tx) => timelineOf(tx, caseId))).map(({ type }) => type);
const inTray = async () =>
  (await house.context.transaction(analyst, (tx) => trayPage(house.context, tx, null))).rows;

test("[ALE-29] a mail opens a case that waits in the tray, its clocks running from receipt", async () => {
  const { caseId, reference } = await aMailInTray(house, tasks, {
    subject: "A hole in the gateway",
    attachments: [{ name: "trace.txt", type: "text/plain", bytes: Buffer.from("x") }],
  });
  expect(await head(caseId)).toMatchObject({ tray: "new", answerHeld: null, closedAt: null });
  const row = (await inTray()).find((each) => each.caseId === caseId);
  expect(row).toMatchObject({
    reference,
    title: "A hole in the gateway",
    pseudonym: "Reporter",
    files: 1,
    encrypted: false,
    authentication: { dmarc: { verdict: "pass", domain: null } },
  });
  expect(row?.bytes).toBeGreaterThan(100);
  const running = (await clocks(caseId)).filter((clock) => !clock.metAt);
  expect(running.length).toBeGreaterThan(0);
  for (const clock of await clocks(caseId)) expect(clock.startedAt).toEqual(new Date(aWednesday));
});

test("a mail in French is marked as such and acknowledged in French", async () => {
  const text =
    "Bonjour, j’ai trouvé une faille dans votre passerelle : avec un paquet, elle redémarre. Je vous en dirai plus sur les versions.";
  const { caseId } = await aMailInTray(house, tasks, { text });
  expect((await inTray()).find((row) => row.caseId === caseId)?.language).toBe("fr");
  const own = { own: [], trust: [tasks.ownKey.publicKey], now: house.context.now() };
  const letter = await readMail(tasks.sent[0]?.raw ?? new Uint8Array(), own);
  expect(letter.text).toContain("Merci de garder le sujet confidentiel");
  expect(letter.text).not.toContain("Dear");
});

test("what came by the form was never in the tray", async () => {
  const { caseId } = await aCase(house);
  expect((await head(caseId)).tray).toBeNull();
  const deed = putAsideMessage.run(house.context, analyst, { caseId, reason: "spam" });
  await expect(deed).rejects.toMatchObject({ code: "tray.not-by-mail" });
});

test("a mail that names a case and proves nothing says in the tray to which case it may belong", async () => {
  const named = await aCase(house);
  says = notChecked;
  const { caseId } = await aMailInTray(house, tasks, { subject: `Re: [${named.reference}]` });
  const row = (await inTray()).find((each) => each.caseId === caseId);
  expect(row?.claims).toEqual([named.reference]);
  const stranger = { ...aColleague("analyst"), groupIds: [] };
  const seen = await house.context.transaction(stranger, (tx) => trayPage(house.context, tx, null));
  expect(seen.rows).toEqual([]);
});

test("a question leaves the tray, and its promises go on", async () => {
  const { caseId } = await aMailInTray(house, tasks);
  const before = await clocks(caseId);
  await keepMessage.run(house.context, analyst, { caseId, as: "question" });
  expect(await head(caseId)).toMatchObject({ tray: "kept", kind: "question", closedAt: null });
  expect(await clocks(caseId)).toEqual(before);
  expect((await inTray()).map((row) => row.caseId)).not.toContain(caseId);
});

test("[ALE-26] [ALE-27] a live incident is told where to turn, in a letter that says nothing of what they wrote", async () => {
  says = notChecked;
  const { caseId } = await aMailInTray(house, tasks, { text: "Zanzibar is on fire right now." });
  expect(tasks.sent).toHaveLength(0);
  await keepMessage.run(house.context, analyst, { caseId, as: "live-incident" });
  house.passSeconds(21);
  await runOwed(tasks.on);
  const [letter] = tasks.sent;
  const own = { own: [], trust: [tasks.ownKey.publicKey], now: house.context.now() };
  const { text } = await readMail(letter?.raw ?? new Uint8Array(), own);
  const { liveIncident } = inForceAt(house.context.policies, house.context.now());
  const told = typeof liveIncident.text === "string" ? liveIncident.text : liveIncident.text.en;
  expect(text.replace(/\s+/g, " ")).toContain((told ?? "").trim().replace(/\s+/g, " "));
  for (const { contact } of liveIncident.channels) expect(text).toContain(contact);
  expect(text).not.toContain("Zanzibar");
  expect(await eventsOf(caseId)).toContain("redirect.sent");
  const acknowledged = (await clocks(caseId)).find((each) => each.promise === "acknowledge-report");
  expect(acknowledged?.metAt).toBeDefined();
});

test("a question is closed as answered once a colleague has written, and a report never", async () => {
  const { caseId } = await aMailInTray(house, tasks);
  await keepMessage.run(house.context, analyst, { caseId, as: "question" });
  const close = () => closeCase.run(house.context, analyst, { caseId, reason: "answered" });
  await expect(close()).rejects.toMatchObject({ code: "case.not-answered" });
  const parties = await asWorker((tx) => partiesOf(tx, caseId));
  const text = "No, none of our products holds that library.";
  const answer = { caseId, partyId: parties[0]?.partyId ?? "", text, question: false };
  await sendMessage.run(house.context, analyst, answer);
  await close();
  expect(await head(caseId)).toMatchObject({ closeReason: "answered" });
  await runOwed(tasks.on);
  const report = await aMailInTray(house, tasks);
  const asAnswered = { caseId: report.caseId, reason: "answered" } as const;
  await expect(closeCase.run(house.context, analyst, asAnswered)).rejects.toMatchObject({
    code: "case.other-kind",
  });
});

test("a live incident is closed once its sender was told, and somebody has said whether we were exploited", async () => {
  const { caseId } = await aMailInTray(house, tasks);
  await keepMessage.run(house.context, analyst, { caseId, as: "live-incident" });
  const close = () => closeCase.run(house.context, analyst, { caseId, reason: "redirected" });
  await expect(close()).rejects.toMatchObject({ code: "case.not-redirected" });
  house.passSeconds(21);
  await runOwed(tasks.on);
  await expect(close()).rejects.toMatchObject({ code: "case.exploitation-unsaid" });
  await recordMilestone.run(house.context, analyst, {
    caseId,
    what: "exploitation.refuted",
    evidence: "They were phished; no product of ours was touched.",
  });
  await close();
  expect(await head(caseId)).toMatchObject({ closeReason: "redirected" });
  await runOwed(tasks.on);
  const letters = await asWorker((tx) => threadOf(house.context, tx, caseId));
  const texts = letters.map(({ text }) => text).join("\n");
  expect(texts).toContain("we have closed your report. Thank you");
});

test("a live incident that is taken back at once sends nobody away", async () => {
  says = notChecked;
  const { caseId } = await aMailInTray(house, tasks);
  await keepMessage.run(house.context, analyst, { caseId, as: "live-incident" });
  await recallMessage.run(house.context, analyst, { caseId });
  house.passSeconds(30);
  await runOwed(tasks.on);
  expect(tasks.sent).toHaveLength(0);
  expect(await head(caseId)).toMatchObject({ tray: "new", kind: "vulnerability-report" });
});

test("what is not for us owes nothing, alarms nobody and stands in no public figure", async () => {
  says = notChecked;
  const { caseId } = await aMailInTray(house, tasks);
  await putAsideMessage.run(house.context, analyst, { caseId, reason: "advertising" });
  expect(await head(caseId)).toMatchObject({ tray: "not-for-us", closeReason: "advertising" });
  expect((await clocks(caseId)).every((clock) => clock.stoppedAt)).toBe(true);
  house.passSeconds(60 * 86_400);
  await sweepClocks(house.context);
  expect(await eventsOf(caseId)).not.toContain("clock.overdue");
  await runOwed(tasks.on);
  expect(tasks.sent).toHaveLength(0);
  const span = { from: new Date("2026-01-01"), to: new Date("2027-01-01") };
  const counted = await asWorker(async (tx) => [
    ...(await promiseFacts(tx, span)),
    ...(await reportFacts(tx, span)),
  ]);
  const own = (await clocks(caseId)).map((clock) => clock.clockId);
  expect(own.length).toBeGreaterThan(0);
  expect(counted.filter(({ factId }) => own.includes(factId))).toEqual([]);
  expect(await asWorker((tx) => notForUsCounts(tx))).toContainEqual({
    reason: "advertising",
    count: 1,
  });
  const registry = new Registry();
  measureTray(registry, house.context);
  expect(await registry.metrics()).toContain('parley_not_for_us{reason="advertising"} 1');
});

test("recalled days later, its clocks have the dates that they had, and one that passed is overdue", async () => {
  says = notChecked;
  const { caseId } = await aMailInTray(house, tasks);
  const before = await clocks(caseId);
  await putAsideMessage.run(house.context, analyst, { caseId, reason: "spam" });
  const again = putAsideMessage.run(house.context, analyst, { caseId, reason: "spam" });
  await expect(again).rejects.toMatchObject({ code: "tray.put-aside" });
  const kept = keepMessage.run(house.context, analyst, { caseId, as: "report" });
  await expect(kept).rejects.toMatchObject({ code: "tray.recall-first" });
  house.passSeconds(30 * 86_400);
  await recallMessage.run(house.context, analyst, { caseId });
  expect(await clocks(caseId)).toEqual(before);
  expect(await head(caseId)).toMatchObject({ tray: "new", closedAt: null, closeReason: null });
  expect((await inTray()).map((row) => row.caseId)).toContain(caseId);
  await sweepClocks(house.context);
  expect(await eventsOf(caseId)).toContain("clock.overdue");
});

test("whoever decides on a message keeps it; a decision is not sorted away", async () => {
  const { caseId } = await aMailInTray(house, tasks);
  await decideRelevancy.run(house.context, analyst, {
    caseId,
    outcome: "relevant",
    touches: ["integrity"],
    explanation: "",
  });
  expect((await head(caseId)).tray).toBe("kept");
  for (const deed of [
    () => putAsideMessage.run(house.context, analyst, { caseId, reason: "spam" }),
    () => recallMessage.run(house.context, analyst, { caseId }),
    () => keepMessage.run(house.context, analyst, { caseId, as: "question" }),
  ]) {
    await expect(deed()).rejects.toMatchObject({ code: "tray.decided" });
  }
});

test("a message that is not for us is reopened by being taken back, so that its clocks come with it", async () => {
  const { caseId } = await aMailInTray(house, tasks);
  await putAsideMessage.run(house.context, analyst, { caseId, reason: "misdirected" });
  const deed = reopenCase.run(house.context, analyst, { caseId, reason: "It was for us." });
  await expect(deed).rejects.toMatchObject({ code: "tray.recall-first" });
});

test("a stranger for whom no domain vouches gets no letter, and a person can send it", async () => {
  says = notChecked;
  const { caseId } = await aMailInTray(house, tasks);
  expect(tasks.sent).toHaveLength(0);
  expect((await head(caseId)).answerHeld).toBe("sender-unproven");
  await acknowledgeSender.run(house.context, analyst, { caseId });
  await runOwed(tasks.on);
  expect(tasks.sent).toHaveLength(1);
  expect(await eventsOf(caseId)).toContain("acknowledgement.sent");
  const again = acknowledgeSender.run(house.context, analyst, { caseId });
  await expect(again).rejects.toMatchObject({ code: "tray.no-answer-held" });
});

test("mail under a stranger’s address makes nobody known before a colleague has kept it", async () => {
  says = notChecked;
  const from = { address: "victim@elsewhere.example" };
  const first = await aMailInTray(house, tasks, { from });
  await aMailInTray(house, tasks, { from });
  expect(tasks.sent).toHaveLength(0);
  await keepMessage.run(house.context, analyst, { caseId: first.caseId, as: "report" });
  await aMailInTray(house, tasks, { from });
  expect(tasks.sent).toHaveLength(1);
});

test("a bounce opens a case that nobody answers, by hand where there is somebody to read it", async () => {
  const envelope = { ...noEnvelope, way: "lmtp", from: "" } as const;
  const { caseId } = await aMailInTray(house, tasks, {}, envelope);
  expect((await head(caseId)).answerHeld).toBe("automatic");
  const own = await aMailInTray(house, tasks, { from: { address: "psirt@ale.example" } });
  expect(tasks.sent).toHaveLength(0);
  const deed = acknowledgeSender.run(house.context, analyst, { caseId: own.caseId });
  await expect(deed).rejects.toMatchObject({ code: "tray.nobody-to-answer" });
});

test.each([
  ["vouches, the acknowledgement leaves by itself", vouchedFor, 1, null],
  ["does not vouch, it is left to a person", notChecked, 0, "sender-unproven"],
] as const)("where the domain then %s", async (_, later, letters, hold) => {
  says = { ...notChecked, again: true };
  const { caseId } = await aMailInTray(house, tasks);
  expect((await head(caseId)).answerHeld).toBe("sender-unchecked");
  says = later;
  house.passSeconds(61);
  await runOwed(tasks.on);
  expect(tasks.sent).toHaveLength(letters);
  expect((await head(caseId)).answerHeld).toBe(hold);
});

test("a check that ends when the mail is put aside already sends nothing", async () => {
  says = { ...notChecked, again: true };
  const { caseId } = await aMailInTray(house, tasks);
  await putAsideMessage.run(house.context, analyst, { caseId, reason: "spam" });
  says = vouchedFor;
  house.passSeconds(61);
  await runOwed(tasks.on);
  expect(tasks.sent).toHaveLength(0);
});
