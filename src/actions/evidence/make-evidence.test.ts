import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import {
  aWednesday,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { verdictOf } from "../../../test/support/evidence.ts";
import { hasGnuPg, startGnuPg } from "../../../test/support/gnupg.ts";
import { keepKeysAndPolicy } from "../../../test/support/kept-policy.ts";
import { policyOf, policyText } from "../../../test/support/policy-files.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { closeUnreached } from "../../../test/support/unreached.ts";
import type { EvidencePack } from "../../core/evidence/pack.ts";
import type { Actor } from "../../core/people/actor.ts";
import { readArchive } from "../../formats/evidence/archive.ts";
import { readPolicy } from "../../formats/policy/read-policy.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { perform } from "../action.ts";
import { makeCheckpoint } from "../checkpoints/make-checkpoint.ts";
import { recordMilestone } from "../clocks/record-milestone.ts";
import { decideRelevancy } from "../decisions/decide-relevancy.ts";
import { sendMessage } from "../messages/send-message.ts";
import { writeNote } from "../messages/write-note.ts";
import { keepPolicy } from "../policies/keep-policy.ts";
import { moveCaseToPolicy } from "../policies/move-case-to-policy.ts";
import { noteTranslation } from "../translations/note-translation.ts";
import { makeEvidence } from "./make-evidence.ts";

let house: TestContext;
let tasks: TestTasks;
let analyst: Actor;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  await keepKeysAndPolicy(house);
  analyst = await aPerson(house, "analyst");
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const secret = "xylophone-buffer";
const person = { name: "Reporter Canary", organisation: "Canary Research" };

/** A report that was acknowledged by mail, and what else happened on its case. */
async function anAcknowledgedCase(): Promise<TestCase> {
  house.setClock(aWednesday);
  const found = await aCase(house, `${secret} stop`, person);
  house.passSeconds(20);
  await runOwed(tasks.on);
  return found;
}

async function make(found: TestCase, actor: Actor, wish: object = {}) {
  const made = await perform(house.context, makeEvidence, actor, { caseId: found.caseId, ...wish });
  const bytes = Buffer.from(made.archive, "base64");
  const verdict = await verdictOf(bytes, {}, house.context.now());
  return { ...made, bytes, verdict, pack: verdict.pack as EvidencePack };
}

test("[ALE-29] the pack of a case shows the acknowledgement: its message, when it was owed and when sent", async () => {
  const found = await anAcknowledgedCase();
  const { verdict, pack, fileName } = await make(found, analyst);
  expect(verdict.errors).toEqual([]);
  expect(fileName).toBe(`evidence-${found.reference}-2026-03-11.zip`);
  const kept = pack.promises.find(({ promise }) => promise === "acknowledge-report");
  expect(kept).toMatchObject({ state: "kept", broken: false, owedTo: "party 1" });
  expect(kept?.clause).toMatchObject({ within: { workingDays: 2 }, basis: "target" });
  const proof = pack.events.find(({ eventId }) => eventId === kept?.clock.metBy);
  expect(proof).toMatchObject({ type: "acknowledgement.sent", actor: "system" });
  const started = pack.events.find(({ eventId }) => eventId === kept?.clock.startedBy);
  expect(started).toMatchObject({ type: "report.received", happenedAt: aWednesday });
  const message = pack.messages.find(({ messageId }) => messageId === proof?.messageId);
  expect(message).toMatchObject({ kind: "acknowledgement", direction: "out", party: "party 1" });
  expect(message?.deliveries).toMatchObject([
    { state: "sent", owedAt: "2026-03-11T08:00:20.000Z", sentAt: "2026-03-11T08:00:20.000Z" },
  ]);
  expect(kept?.messages).toContain(message?.messageId);
});

test("[ALE-31] it shows each status that was sent against the day by which it was due", async () => {
  const found = await anAcknowledgedCase();
  house.setClock("2026-03-20T09:00:00.000Z");
  const text = "We are still looking into it.";
  await perform(house.context, sendMessage, analyst, {
    ...{ caseId: found.caseId, partyId: found.reporter.id, text },
  });
  await runOwed(tasks.on);
  house.setClock("2026-04-20T09:00:00.000Z");
  const { verdict, pack } = await make(found, analyst);
  expect(verdict.errors).toEqual([]);
  const statuses = pack.promises.filter(({ promise }) => promise === "status-update");
  expect(statuses.map(({ state, clock }) => [state, clock.dueAt, clock.metAt])).toEqual([
    ["overdue", "2026-04-03T21:59:59.000Z", null],
    ["kept", "2026-03-25T22:59:59.000Z", "2026-03-20T09:00:00.000Z"],
  ]);
  const [next] = statuses;
  const start = pack.events.find(({ eventId }) => eventId === next?.clock.startedBy);
  expect(start?.at).toBe("2026-03-20T09:00:00.000Z");
});

test("a plain pack holds no word of a report, no name and no address, and its deed says so", async () => {
  const found = await anAcknowledgedCase();
  const { caseId } = found;
  const note = { caseId, text: `${secret} reproduced` };
  await perform(house.context, writeNote, analyst, note);
  await perform(house.context, sendMessage, found.reporter, { caseId, text: `more ${secret}` });
  const { bytes, pack, verdict } = await make(found, analyst);
  expect(verdict.errors).toEqual([]);
  const files = readArchive(bytes);
  expect(files.map(({ name }) => name)).toEqual([
    ...["README.txt", "evidence.html", "evidence.json", "policy-v1.yaml"],
    ...["team-key.asc", "SHA256SUMS", "SHA256SUMS.asc"],
  ]);
  const ids = [found.reporter.id, (analyst as { id: string }).id];
  for (const word of [secret, "Canary", "finder", "research.example", "OmniGate", ...ids]) {
    for (const { name, bytes: text } of files) {
      expect(Buffer.from(text).includes(word), `${word} in ${name}`).toBe(false);
    }
  }
  expect(pack).toMatchObject({ names: null, content: null, deed: { includes: [], reason: null } });
  const last = await lastEvent(caseId);
  expect(last).toMatchObject({
    event_id: pack.deed.eventId,
    type: "evidence.made",
    body: '{"includes":""}',
  });
});

async function lastEvent(caseId: string) {
  const { rows } = await house.pools.worker.query(
    "select event_id, type, body from events where case_id = $1 order by seq desc limit 1",
    [caseId],
  );
  return rows[0];
}

test("[CC-05] the pack bears out a date that a coordinator stated, and not the policy's own number", async () => {
  const found = await anAcknowledgedCase();
  const until = "2026-07-01T00:00:00Z";
  const stated = { what: "coordinator.contact-attempted", until, evidence: "Their first mail." };
  await perform(house.context, recordMilestone, analyst, { caseId: found.caseId, ...stated });
  const { verdict, pack } = await make(found, analyst);
  expect(verdict.errors).toEqual([]);
  const told = pack.promises.find(({ promise }) => promise === "coordinator-publication");
  expect(told?.clock.dueAt).toBe("2026-07-01T00:00:00.000Z");
});

test("names and content are added by a deed with a reason alone, which the chain and the pack tell", async () => {
  const found = await anAcknowledgedCase();
  const wish = { include: ["content", "names"] };
  await expect(make(found, analyst, wish)).rejects.toMatchObject({ code: "evidence.reason" });
  const reason = "The arbiter asked for the correspondence.";
  const forNobody = await make(found, analyst, { ...wish, reason });
  expect(forNobody.pack.names).toContainEqual({
    who: "party 1",
    name: "not to be named",
    organisation: null,
  });
  // Of itself a party may learn everything; of others, what these allowed (TH-24).
  const recipientId = found.reporter.id;
  const { pack, verdict, bytes } = await make(found, analyst, { ...wish, reason, recipientId });
  expect(verdict.errors).toEqual([]);
  expect(pack.deed).toMatchObject({ includes: ["names", "content"], reason });
  expect(pack.names).toContainEqual({ who: "party 1", ...person });
  expect(pack.names?.map(({ who }) => who)).toContain("staff 1");
  expect(pack.content?.reports[0]?.text).toContain(secret);
  expect(pack.content?.messages.length).toBeGreaterThan(0);
  const page = readArchive(bytes).find(({ name }) => name === "evidence.html");
  expect(Buffer.from(page?.bytes ?? []).toString()).toContain(secret);
  expect(Buffer.from(bytes).includes("finder@")).toBe(false);
  expect((await lastEvent(found.caseId)).body).toBe('{"includes":"names content"}');
});

test("[VEN-19] translations stand below their originals in a pack with content, but for one that a party gets", async () => {
  const found = await anAcknowledgedCase();
  const { caseId } = found;
  const { pack: before } = await make(found, analyst);
  const of = before.reports[0]?.reportId ?? "";
  const said = { text: "The header that is too long stops it.", language: "German" };
  const noted = { caseId, objectId: of, means: "machine", ...said };
  await perform(house.context, noteTranslation, analyst, noted);
  const wish = { include: ["content"], reason: "The arbiter reads no German." };
  const { pack, verdict, bytes } = await make(found, analyst, wish);
  expect(verdict.errors).toEqual([]);
  const kept = { of, into: "en", means: "machine", ...said, language: "de" };
  expect(pack.content?.translations).toEqual([
    { ...kept, notedAt: house.context.now().toISOString() },
  ]);
  const page = readArchive(bytes).find(({ name }) => name === "evidence.html");
  expect(Buffer.from(page?.bytes ?? []).toString()).toContain("Translation from German (Deutsch)");
  const forParty = await make(found, analyst, { ...wish, recipientId: found.reporter.id });
  expect(forParty.pack.content?.reports[0]?.text).toContain(secret);
  expect(forParty.pack.content?.translations).toBeUndefined();
});

test("the operator of the machine makes plain packs only, and an administrator none", async () => {
  const found = await anAcknowledgedCase();
  expect((await make(found, theWorker)).verdict.errors).toEqual([]);
  const wish = { include: ["content"], reason: "Curious." };
  await expect(make(found, theWorker, wish)).rejects.toMatchObject({
    code: "evidence.members-only",
  });
  const administrator = await aPerson(house, "administrator");
  await expect(make(found, administrator)).rejects.toMatchObject({ code: "access.not-found" });
  await expect(make(found, found.reporter)).rejects.toMatchObject({ code: "access.not-permitted" });
});

test("a closed case has its pack too, with what became of every promise", async () => {
  const found = await anAcknowledgedCase();
  const { caseId } = found;
  await closeUnreached(house.context, analyst, caseId);
  const { pack, verdict } = await make(found, analyst);
  expect(verdict.errors).toEqual([]);
  expect(pack.case.closedAt).not.toBeNull();
  const states = pack.promises.map(({ promise, state }) => [promise, state]);
  expect(states).toContainEqual(["relevancy", "stopped"]);
});

test("a case that was paused and moved to a later policy tells both versions, each pause and each date", async () => {
  const found = await anAcknowledgedCase();
  const { caseId } = found;
  const later = policyText("ale.yaml")
    .replace("version: 1", "version: 2")
    .replace("2020-01-01", "2026-01-01")
    .replace("within: { days: 14 }", "within: { days: 7 }");
  const first = policyOf("ale.yaml");
  const second = readPolicy(later);
  if (!("policy" in second)) throw new Error("the later text is no policy");
  const policies = [first, second.policy];
  await keepPolicy(house.context, later, (text) => (text === later ? second.policy : first));
  const both = { ...house, context: { ...house.context, policies } };
  const lead = await aPerson(house, "lead");

  const ask = { caseId, partyId: found.reporter.id, text: "Which version?", question: true };
  await perform(both.context, sendMessage, analyst, ask);
  await runOwed({ ...tasks.on, context: both.context });
  house.setClock("2026-03-16T09:00:00.000Z");
  await perform(both.context, sendMessage, found.reporter, { caseId, text: "Version 2.4." });
  await runOwed({ ...tasks.on, context: both.context });
  const reason = "The reporter asked to be told more often.";
  await perform(both.context, moveCaseToPolicy, lead, { caseId, version: 2, reason });
  house.setClock("2026-03-20T09:00:00.000Z");

  const made = await perform(both.context, makeEvidence, lead, { caseId });
  const bytes = Buffer.from(made.archive, "base64");
  const { errors, pack } = await verdictOf(bytes, {}, house.context.now());
  expect(errors).toEqual([]);
  expect(pack?.policies.map(({ file }) => file)).toEqual(["policy-v1.yaml", "policy-v2.yaml"]);
  const states = pack?.promises.filter(({ promise }) => promise === "status-update") ?? [];
  const running = states.find(({ clock }) => clock.metAt === null);
  expect(running).toMatchObject({ policyVersion: 2, clause: { within: { days: 7 } } });
  expect(running?.clock.formerDues.map(({ because }) => because)).toContain("policy");
  const relevancy = pack?.promises.find(({ promise }) => promise === "relevancy");
  expect(relevancy?.clock.pauses).toHaveLength(1);
  const types = pack?.events
    .filter(({ eventId }) => relevancy?.events.includes(eventId))
    .map(({ type }) => type);
  expect(types).toEqual(
    expect.arrayContaining(["acknowledgement.sent", "question.asked", "question.answered"]),
  );
});

test("a signed checkpoint proves the chain up to the event that it covered", async () => {
  const found = await anAcknowledgedCase();
  const file = join(house.directory, "checkpoints");
  await makeCheckpoint(house.context, file);
  const { caseId } = found;
  const touches = ["availability"];
  const explanation = "It is confirmed in our laboratory, and a correction will be delivered soon.";
  const decision = { caseId, outcome: "relevant", touches, explanation: explanation.repeat(2) };
  await perform(house.context, decideRelevancy, analyst, decision);
  const { pack, verdict } = await make(found, analyst);
  expect(verdict.errors).toEqual([]);
  expect(pack.checkpoint?.seq).toBeGreaterThan(3);
  expect(pack.checkpoint?.seq).toBeLessThan(pack.events.length);
  const covered = pack.events[(pack.checkpoint?.seq ?? 0) - 1];
  const { rows } = await house.pools.worker.query(
    "select encode(mac, 'hex') as mac from checkpoint_leaves where stream_id = $1",
    [caseId],
  );
  expect(rows).toEqual([{ mac: covered?.mac }]);
  await makeCheckpoint(house.context, file);
  const next = await make(found, analyst);
  expect(next.verdict.errors).toEqual([]);
  expect(next.pack.checkpoint?.seq).toBe(pack.events.length);
});

test.runIf(hasGnuPg())(
  "GnuPG and sha256sum verify an unpacked pack as its README says",
  async () => {
    const { bytes } = await make(await anAcknowledgedCase(), analyst);
    const gpg = startGnuPg();
    try {
      const paths = new Map(
        readArchive(bytes).map((file) => [file.name, gpg.file(file.name, file.bytes)]),
      );
      const of = (name: string) => paths.get(name) ?? "";
      const folder = join(of("README.txt"), "..");
      expect(sumsFit(folder)).not.toBe(false);
      expect(gpg.run(["--import", of("team-key.asc")]).ok).toBe(true);
      const verify = ["--verify", of("SHA256SUMS.asc"), of("SHA256SUMS")];
      const good = gpg.run(verify);
      expect(good.status).toContain("GOODSIG");
      const told = Buffer.from(readArchive(bytes)[0]?.bytes ?? []).toString();
      expect(told).toContain(/VALIDSIG ([0-9A-F]{40})/.exec(good.status)?.[1] ?? "no fingerprint");
      writeFileSync(of("evidence.json"), "{}");
      expect(sumsFit(folder)).not.toBe(true);
    } finally {
      gpg.remove();
    }
  },
);

/** Undefined where there is no sha256sum, which is said in a line. */
function sumsFit(folder: string): boolean | undefined {
  try {
    const args = ["--check", "--strict", "SHA256SUMS"];
    execFileSync("sha256sum", args, { cwd: folder, stdio: "ignore" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") return false;
    console.log("sha256sum is not on the PATH: the sums were checked by Parley alone");
    return undefined;
  }
}
