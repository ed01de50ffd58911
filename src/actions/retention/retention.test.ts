/** One story from hold to certificate on one database: longer than a file should be, since its tests share it. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { hasGnuPg, startGnuPg } from "../../../test/support/gnupg.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { closeUnreached } from "../../../test/support/unreached.ts";
import type { Actor } from "../../core/people/actor.ts";
import { keepsAll, type Retention } from "../../core/policy/retention.ts";
import { csafLayout } from "../../formats/csaf/csaf-layout.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { sweepRetention } from "../../jobs/sweep-retention.ts";
import type { VerifyFinding } from "../../store/admin/verification.ts";
import { verify } from "../../store/admin/verify.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { contentPlace } from "../../store/cases/opening-writer.ts";
import { titleOf } from "../../store/cases/title-reader.ts";
import type { Context } from "../../store/context.ts";
import { publicKeysOf } from "../../store/keys/reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { identityObject, identityOf } from "../../store/parties/reader.ts";
import { namesOf } from "../../store/people/reader.ts";
import { disable } from "../../store/people/writer.ts";
import { originalOf, reportsOf } from "../../store/reports/reader.ts";
import { openErasures } from "../../store/retention/erasure-reader.ts";
import { open } from "../../store/sealing/cipher.ts";
import { keysOfCase, wrapPlace } from "../../store/sealing/object-keys.ts";
import { findCases } from "../../store/search/case-finder-reader.ts";
import { perform } from "../action.ts";
import { reopenCase } from "../decisions/reopen-case.ts";
import { sendMessage } from "../messages/send-message.ts";
import { takeReport } from "../reports/take-report.ts";
import { confirmErasure } from "./confirm-erasure.ts";
import { erase } from "./erase.ts";
import { eraseAccount } from "./erase-account.ts";
import { erasePerson } from "./erase-person.ts";
import { exportPerson } from "./export-person.ts";
import { liftHold } from "./lift-hold.ts";
import { makeCertificate } from "./make-certificate.ts";
import { orderErasure } from "./order-erasure.ts";
import { placeHold } from "./place-hold.ts";
import { reapplyErasures } from "./reapply-erasures.ts";
import { refuseErasure } from "./refuse-erasure.ts";
import { requestErasure } from "./request-erasure.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

let house: TestContext;
let tasks: TestTasks;
let context: Context;
let lead: Staff;
let second: Staff;

const canary = "quokkafinch";

beforeAll(async () => {
  house = await testContext({ demonstration: false });
  policyWith({});
  context = house.context;
  tasks = await testTasks(house);
  lead = await aPerson(house, "lead");
  second = await aPerson(house, "lead");
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

/** The policy of every case of this test, from now on. */
function policyWith(own: Partial<Retention>): void {
  const [policy] = house.context.policies;
  if (!policy) throw new Error("no policy");
  const retention = { ...keepsAll, ...own };
  const privacy = { ...policy.privacy, retention };
  Object.assign(house.context, { policies: [{ ...policy, privacy }] });
}

const asWorker = <T>(work: Parameters<typeof context.transaction<T>>[1]) =>
  context.transaction<T>(theWorker, work);

async function aClosedCase(words = canary, email = "finder@research.example"): Promise<TestCase> {
  const found = await aCase(house, words, { email, name: `Robin ${words}` });
  await sendMessage.run(context, lead, {
    caseId: found.caseId,
    partyId: found.reporter.id,
    text: `We look at ${words}.`,
    question: false,
  });
  await runOwed(tasks.on);
  await closeUnreached(context, lead, found.caseId);
  await runOwed(tasks.on);
  return found;
}

async function verified(): Promise<{ findings: VerifyFinding[]; erased: readonly string[] }> {
  const findings: VerifyFinding[] = [];
  const { erased } = await verify(
    {
      connection: house.database.connectionFor("keeper"),
      masterKey: context.masterKey,
      checkpointFile: join(house.directory, "checkpoints.jsonl"),
      layout: csafLayout,
    },
    (finding) => findings.push(finding),
  );
  return { findings, erased };
}

async function erasureOf(caseId: string, scope: string) {
  const open = await asWorker((tx) => openErasures(tx));
  return open.find((each) => each.caseId === caseId && each.scope === scope);
}

test("[TH-23] content of a closed case is proposed, confirmed by two people, and opens to nobody", async () => {
  house.setClock("2026-03-11T08:00:00.000Z");
  policyWith({ content: { days: 90 } });
  const { caseId, reference } = await aClosedCase();
  const wraps = await asWorker((tx) => keysOfCase(context, tx, caseId));
  expect(wraps.size).toBeGreaterThan(3);

  house.setClock("2026-04-01T08:00:00.000Z");
  await sweepRetention(context);
  expect(await erasureOf(caseId, "content")).toBeUndefined();
  house.setClock("2026-05-20T08:00:00.000Z");
  await sweepRetention(context);
  const due = await erasureOf(caseId, "content");
  expect(due).toMatchObject({ state: "due", clause: "privacy.retention.content", reference });
  const erasureId = due?.erasureId ?? "";
  await expect(confirmErasure.run(context, lead, { caseId, erasureId })).rejects.toMatchObject({
    code: "retention.not-due",
  });

  house.setClock("2026-06-10T08:00:00.000Z");
  expect(await sweepRetention(context)).toBe(0);
  await confirmErasure.run(context, lead, { caseId, erasureId });
  await expect(confirmErasure.run(context, lead, { caseId, erasureId })).rejects.toMatchObject({
    code: "retention.same-person",
  });
  await confirmErasure.run(context, second, { caseId, erasureId });
  await runOwed(tasks.on);

  await context.transaction(lead, async (tx) => {
    const keys = await keysOfCase(context, tx, caseId);
    expect(keys.size).toBe(0);
    const head = await headOf(tx, reference);
    expect(head && titleOf(head, keys)).toBe("Erased on 10 June 2026");
    const [report] = await reportsOf(tx, caseId, keys);
    expect(report?.content.fields).toEqual({ description: "Erased on 10 June 2026" });
    for (const { text } of await threadOf(context, tx, caseId)) {
      expect(text).toBe("Erased on 10 June 2026");
    }
    expect(await findCases(context, tx, canary)).toEqual([]);
    expect(await findCases(context, tx, reference)).toEqual([caseId]);
  });
  const { findings, erased } = await verified();
  expect(findings).toEqual([]);
  expect(erased[0]).toBe(
    `content ${caseId} of ${reference}: erased on 2026-06-10T08:00:00.000Z by ${lead.id} and ${second.id}`,
  );
});

test("a deed, a job and a page that come for erased content are told so, and nothing breaks", async () => {
  const caseId = await erasedCase();
  const deed = sendMessage.run(context, lead, {
    caseId,
    partyId: caseId,
    text: "x",
    question: false,
  });
  await expect(deed).rejects.toMatchObject({ code: "content.erased", status: 410 });
  const reopening = reopenCase.run(context, lead, { caseId, reason: "new-information" } as never);
  await expect(reopening).rejects.toMatchObject({ code: "content.erased" });
  await asWorker(async (tx) => {
    await tx.run(
      "insert into outbox (task, case_id, subject_id, created_at) values ('settle-case', $1, $1, now())",
      [caseId],
    );
  });
  await runOwed(tasks.on).catch(() => {
    throw new Error("a job for erased content failed");
  });
});

async function erasedCase(): Promise<string> {
  const { rows } = await house.pools.worker.query<{ caseId: string }>(
    `select case_id as "caseId" from cases where erased_at is not null order by case_id`,
  );
  const [first] = rows;
  if (!first) throw new Error("no case was erased");
  return first.caseId;
}

/** Every row of every table as one text, as a thief of the database has it, keys opened by the master key. */
async function everythingOpened(caseId: string): Promise<string> {
  const keys = await asWorker((tx) => keysOfCase(context, tx, caseId));
  return asWorker(async (tx) => {
    const head = await headOf(tx, caseId);
    const reports = await reportsOf(tx, caseId, keys);
    const thread = await threadOf(context, tx, caseId);
    return JSON.stringify([head && titleOf(head, keys), reports, thread]);
  });
}

test("with the master key and every row of before, no key that is left opens what was erased", async () => {
  house.setClock("2026-03-11T08:00:00.000Z");
  policyWith({});
  const { caseId } = await aClosedCase("wombatlark");
  expect(await everythingOpened(caseId)).toContain("wombatlark");
  const admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  try {
    const { rows: kept } = await admin.query<{ id: string; sealed: Buffer }>(
      "select report_id as id, content_sealed as sealed from reports where case_id = $1",
      [caseId],
    );
    const [report] = kept;
    if (!report) throw new Error("no report");
    const opens = (key: Uint8Array) => {
      try {
        return open(key, report.sealed, { ...contentPlace, objectId: report.id }).toString();
      } catch {
        return "";
      }
    };
    const found = (await allKeys(admin)).map(opens).filter((text) => text.includes("wombatlark"));
    expect(found.length).toBeGreaterThan(0);
    const order = { caseId, subjectId: caseId, reason: "It holds data of others." };
    const { erasureId } = await orderErasure.run(context, lead, order);
    await confirmErasure.run(context, second, { caseId, erasureId });
    await runOwed(tasks.on);
    const { rows: after } = await admin.query(
      "select content_sealed as sealed from reports where case_id = $1",
      [caseId],
    );
    expect(after[0].sealed.equals(report.sealed)).toBe(true);
    expect((await allKeys(admin)).map(opens).join("")).toBe("");
  } finally {
    await admin.end();
  }
});

/** Every object's key that the database holds a wrap of, for whoever has the master key. */
async function allKeys(admin: pg.Client): Promise<Uint8Array[]> {
  const { rows } = await admin.query<{ id: string; holder: string; by: string; wrapped: Buffer }>(
    `select object_id as id, case_id::text as holder, master_key_id as by, wrapped from key_wraps
     union all select object_id, 'inbox', master_key_id, key_wrapped from inbox`,
  );
  return rows.map(({ id, holder, by, wrapped }) =>
    context.masterKey.unwrap(by, wrapped, wrapPlace(id, holder)),
  );
}

test("a legal hold stops what is due, also what was approved already, until it is lifted", async () => {
  house.setClock("2026-03-11T08:00:00.000Z");
  policyWith({ identities: { days: 30 }, automatic: ["identities"] });
  const { caseId, reporter } = await aClosedCase("bilbythrush", "held@research.example");
  const { holdId } = await placeHold.run(context, lead, {
    caseId,
    partyId: reporter.id,
    reason: "A court asked for it.",
  });
  house.setClock("2026-05-01T08:00:00.000Z");
  await sweepRetention(context);
  await runOwed(tasks.on);
  expect(await erasureOf(caseId, "identity")).toMatchObject({ state: "due", held: true });
  const erasing = erasePerson.run(context, lead, {
    caseId,
    partyId: reporter.id,
    reason: "Asked.",
  });
  await expect(erasing).rejects.toMatchObject({ code: "retention.held" });
  const ordering = orderErasure.run(context, lead, {
    caseId,
    subjectId: caseId,
    reason: "No need.",
  });
  await expect(ordering).rejects.toMatchObject({ code: "retention.held" });
  const outside = { ...lead, id: context.newId(), groupIds: [] };
  const asked = { caseId, partyId: reporter.id, subjectId: caseId, reason: "To hear of a hold." };
  for (const action of [orderErasure, erasePerson]) {
    const hearing = action.run(context, outside, asked);
    await expect(hearing).rejects.toMatchObject({ code: "access.not-found" });
  }
  await expect(
    liftHold.run(context, { ...lead, steppedUp: false }, { caseId, holdId, reason: "Over." }),
  ).rejects.toMatchObject({ code: "access.step-up" });
  await liftHold.run(context, lead, { caseId, holdId, reason: "The proceeding is over." });
  await sweepRetention(context);
  await runOwed(tasks.on);
  expect(await asWorker((tx) => identityOf(context, tx, reporter.id))).toBeUndefined();
  expect((await verified()).findings).toEqual([]);
});

test("[TH-23] a person asks, is answered, and goes from every case of the same address; names stay nowhere", async () => {
  house.setClock("2026-06-01T08:00:00.000Z");
  policyWith({});
  const email = "robin.marten@research.example";
  const one = await aClosedCase("numbatwren", email);
  const other = await aCase(house, "numbatwren again", { email, name: "Robin numbatwren" });
  const asked = await requestErasure.run(context, one.reporter, { caseId: one.caseId });
  expect(asked.dueAt).toBe("2026-07-01T08:00:00.000Z");
  const again = requestErasure.run(context, one.reporter, { caseId: one.caseId });
  await expect(again).rejects.toMatchObject({ code: "retention.asked" });
  const data = await exportPerson.run(context, one.reporter, { caseId: one.caseId });
  expect(Buffer.from(data.archive, "base64").toString("latin1")).toContain(email);

  tasks.sent.length = 0;
  const { caseId, reporter } = one;
  await erasePerson.run(context, lead, { caseId, partyId: reporter.id, reason: "Their request." });
  await runOwed(tasks.on);
  expect(tasks.sent.some(({ to }) => to.includes(email))).toBe(true);
  house.setClock("2026-06-01T09:00:00.000Z");
  await runOwed(tasks.on);

  for (const each of [one, other]) {
    await asWorker(async (tx) => {
      expect(await identityOf(context, tx, each.reporter.id)).toBeUndefined();
      const keys = await keysOfCase(context, tx, each.caseId);
      expect(keys.has(identityObject(each.reporter.id))).toBe(false);
      const [report] = await reportsOf(tx, each.caseId, keys);
      expect(report?.content.fields.description).toContain("numbatwren");
      expect(JSON.stringify(report?.content)).not.toMatch(/robin/i);
    });
    expect(await context.transaction(lead, (tx) => findCases(context, tx, email))).toEqual([]);
  }
  expect(await context.transaction(lead, (tx) => findCases(context, tx, "numbatwren"))).toContain(
    other.caseId,
  );
  const { rows } = await house.pools.worker.query(
    "select count(*)::int as count from identities where party_id = any ($1) and address_hash is not null",
    [[one.reporter.id, other.reporter.id]],
  );
  expect(rows[0].count).toBe(0);
  expect((await verified()).findings).toEqual([]);
});

test("a request that is refused is answered with its reason, and nothing is erased", async () => {
  const { caseId, reporter } = await aClosedCase("dunnartjay", "kept@research.example");
  const { erasureId } = await requestErasure.run(context, reporter, { caseId });
  await refuseErasure.run(context, lead, {
    caseId,
    erasureId,
    explanation: "A law asks us to keep it.",
  });
  await runOwed(tasks.on);
  const thread = await context.transaction(reporter, (tx) => threadOf(context, tx, caseId));
  expect(thread.map(({ text }) => text)).toContain("A law asks us to keep it.");
  expect(await asWorker((tx) => identityOf(context, tx, reporter.id))).toBeDefined();
  const over = refuseErasure.run(context, lead, { caseId, erasureId, explanation: "Again." });
  await expect(over).rejects.toMatchObject({ code: "retention.over" });
});

test("keys that a restored backup brings back are taken away again by the log outside the database", async () => {
  const { caseId } = await aClosedCase("possumtern", "back@research.example");
  const order = { caseId, subjectId: caseId, reason: "It holds data of others." };
  const admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  await admin.query("create schema backup");
  for (const table of ["key_wraps", "cases", "erasures", "case_tokens"]) {
    await admin.query(`create table backup.${table} as select * from ${table}`);
  }
  const { erasureId } = await orderErasure.run(context, lead, order);
  await confirmErasure.run(context, second, { caseId, erasureId });
  await runOwed(tasks.on);
  expect(await everythingOpened(caseId)).not.toContain("possumtern");
  // As after restoring the tables of before: keys are back, the mark of erasure is not.
  await admin.query("set session_replication_role = replica");
  await admin.query("delete from erased_objects where erasure_id = $1", [erasureId]);
  await admin.query("delete from erasures where erasure_id = $1", [erasureId]);
  await admin.query(
    "insert into key_wraps select * from backup.key_wraps b where b.case_id = $1 on conflict do nothing",
    [caseId],
  );
  await admin.query("update cases c set erased_at = null where case_id = $1", [caseId]);
  await admin.end();
  expect(await everythingOpened(caseId)).toContain("possumtern");
  expect((await verified()).findings.map(({ code }) => code)).toContain("erasure.undone");
  expect(await reapplyErasures(context)).toBe(1);
  expect(await reapplyErasures(context)).toBe(0);
  expect(await everythingOpened(caseId)).not.toContain("possumtern");
});

test("a hold that came after an erasure was cut off stops it too, and a forged line stops none that is ours", async () => {
  const held = await aClosedCase("wallabyheron", "cut@research.example");
  const other = await aClosedCase("numbatcrane", "cut-too@research.example");
  const { entries } = await context.erasureLog.read();
  const [like] = entries;
  if (!like) throw new Error("nothing was erased before");
  for (const { caseId } of [held, other]) {
    // As after the log was written and the server died before its commit.
    await context.erasureLog.append({
      ...{ ...like, erasureId: context.newId(), caseId, scope: "content", subjectId: caseId },
      ...{ reason: "order", clause: null, erasedAt: context.now().toISOString() },
    });
  }
  house.passSeconds(60);
  await placeHold.run(context, lead, { caseId: held.caseId, reason: "A court asks for it." });
  const log = context.erasureLog;
  const read = async () => ({ ...(await log.read()), forged: [1] });
  const forging = { ...context, erasureLog: { ...log, read } };
  await expect(reapplyErasures(forging)).rejects.toThrow("line 1 of the log of erasures");
  expect(await everythingOpened(held.caseId)).toContain("wallabyheron");
  expect(await everythingOpened(other.caseId)).not.toContain("numbatcrane");
  expect(await reapplyErasures(context)).toBe(0);
});

test("a certificate names what went and who said yes, and holds nothing of what it was", async () => {
  const { rows } = await house.pools.worker.query(
    `select case_id as "caseId", erasure_id as "erasureId" from erasures
      where state = 'erased' and clause = 'privacy.retention.content' order by ended_at limit 1`,
  );
  const made = await makeCertificate.run(context, lead, rows[0]);
  const text = Buffer.from(made.archive, "base64").toString();
  expect(text).toMatch(/^-----BEGIN PGP SIGNED MESSAGE-----/);
  expect(text).toContain("clause:       privacy.retention.content");
  expect(text).toContain(lead.id);
  expect(text).not.toContain(canary);

  const key = await asWorker(
    async (tx) => (await publicKeysOf(tx, "advisory"))[0]?.publicKey ?? "",
  );
  if (!hasGnuPg()) return;
  const gpg = startGnuPg();
  try {
    // GnuPG refuses a signature of the future; the test's clock is not the machine's.
    const then = ["--faked-system-time", "20270101T000000"];
    expect(gpg.run([...then, "--import"], key).ok).toBe(true);
    expect(gpg.run([...then, "--verify"], text).ok).toBe(true);
    expect(
      gpg.run([...then, "--verify"], text.replace("keys taken:   ", "keys taken:   1")).ok,
    ).toBe(false);
  } finally {
    gpg.remove();
  }
});

test("a large original leaves the disk with its report, and a second run finds nothing left to do", async () => {
  const before = await filesOnDisk();
  const words = "tapirgull ".repeat(4_900);
  const fields = { product: "P", description: words, "private-comments": words };
  await perform(context, takeReport, anyone, { ...fields, email: "big@research.example" });
  await runOwed(tasks.on);
  expect((await filesOnDisk()).length).toBe(before.length + 1);
  const { rows } = await house.pools.worker.query(
    `select case_id as "caseId", report_id as "subjectId" from reports where original_file is not null`,
  );
  const [{ caseId, subjectId }] = rows as [{ caseId: string; subjectId: string }];
  const order = { caseId, subjectId, reason: "It holds data of others." };
  const { erasureId } = await orderErasure.run(context, lead, order);
  await confirmErasure.run(context, second, { caseId, erasureId });
  await runOwed(tasks.on);
  expect(await filesOnDisk()).toEqual(before);
  const original = context.transaction(lead, (tx) => originalOf(context, tx, caseId, subjectId));
  await expect(original).rejects.toMatchObject({ code: "content.erased" });
  expect(await context.transaction(lead, (tx) => findCases(context, tx, "tapirgull"))).toEqual([]);
  const again = await erase.run(context, theWorker, { caseId, erasureId });
  expect(again).toEqual({ filesRemoved: 1 });
  expect((await verified()).findings.filter(({ stream }) => stream === caseId)).toEqual([]);
});

async function filesOnDisk(): Promise<string[]> {
  const found = await readdir(house.directory, { recursive: true });
  return found.filter((name) => name.endsWith(".sealed")).sort();
}

test("who left is a former colleague: the profile goes, the id stays, the sign-in name is free", async () => {
  house.setClock("2026-07-01T08:00:00.000Z");
  policyWith({ accounts: { days: 30 }, automatic: ["accounts"] });
  const gone = await aPerson(house, "analyst");
  const open = eraseAccount.run(context, theWorker, { personId: gone.id });
  await expect(open).rejects.toMatchObject({ code: "person.not-closed" });
  await asWorker((tx) => disable(context, tx, gone.id));
  await sweepRetention(context);
  const named = () => asWorker(async (tx) => (await namesOf(context, tx, [gone.id])).get(gone.id));
  expect(await named()).not.toBe("Former colleague");
  house.setClock("2026-08-01T08:00:00.000Z");
  await sweepRetention(context);
  expect(await named()).toBe("Former colleague");
  expect(await sweepRetention(context)).toBe(0);
});

test("a case that is opened again is no longer due", async () => {
  house.setClock("2026-09-01T08:00:00.000Z");
  policyWith({ content: { days: 10 } });
  const { caseId } = await aClosedCase("kiwirook", "again@research.example");
  await sweepRetention(context);
  expect(await erasureOf(caseId, "content")).toMatchObject({ state: "due" });
  await reopenCase.run(context, lead, { caseId, reason: "There is more to it." });
  await sweepRetention(context);
  expect(await erasureOf(caseId, "content")).toBeUndefined();
  policyWith({});
});

test("[TH-23] no word of what was erased lies in any file of the data directory", async () => {
  await perform(
    context,
    takeReport,
    { kind: "anyone" },
    {
      product: "OmniGate 9000",
      description: `${canary} `.repeat(4_000),
      email: "large@research.example",
    },
  );
  await runOwed(tasks.on);
  const files = await readdir(house.directory, { recursive: true, withFileTypes: true });
  for (const file of files.filter((each) => each.isFile())) {
    const bytes = await readFile(join(file.parentPath, file.name));
    expect(bytes.includes(canary), file.name).toBe(false);
  }
});
