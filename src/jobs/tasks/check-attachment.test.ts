import { deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { perform } from "../../actions/action.ts";
import { attachFiles } from "../../actions/attachments/attach-files.ts";
import { checkAgain } from "../../actions/attachments/check-again.ts";
import { releaseAttachment } from "../../actions/attachments/release-attachment.ts";
import { mayLeave, type Verdict } from "../../core/attachments/file-findings.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { Refusal } from "../../core/refusal.ts";
import { ScannerAway } from "../../integrations/clamav/clamav-scanner.ts";
import { attachmentOf, previewOf, wordsOfAttachment } from "../../store/attachments/reader.ts";
import { runOwed } from "../run-owed.ts";
import { sweepFiles } from "../sweep-files.ts";

let house: TestContext;
let tasks: TestTasks;
let found: TestCase;
let lead: Extract<Actor, { kind: "staff" }>;
/** What the scanner says; "away" where it gives no answer. */
let says: Verdict | "away";

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house, {
    async scan(chunks) {
      for await (const _ of chunks) if (says === "away") throw new ScannerAway("gone");
      return says === "away" ? { outcome: "clean" } : says;
    },
  });
  found = await aCase(house);
  lead = await aPerson(house, "lead");
});
beforeEach(() => {
  says = { outcome: "clean" };
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

async function sent(name: string, content: Uint8Array | string, by: Actor = found.reporter) {
  const file = { name, type: "application/pdf", base64: Buffer.from(content).toString("base64") };
  const input = { caseId: found.caseId, files: [file] };
  const { attachmentIds } = await perform(house.context, attachFiles, by, input);
  return attachmentIds[0] ?? "";
}

const seen = (id: string, by: Actor = lead) =>
  house.context.transaction(by, async (tx) => {
    const file = await attachmentOf(house.context, tx, found.caseId, id);
    if (!file) throw new Error("no file");
    return { ...file, preview: await previewOf(house.context, tx, found.caseId, id) };
  });

const codeOf = (deed: Promise<unknown>) =>
  deed.then(
    () => "done",
    (error: Refusal) => error.code,
  );

describe("a file that came", () => {
  test("is handed to nobody before it was checked, and then says what it is", async () => {
    const id = await sent("capture.txt", "a log\nof two lines");
    const before = await seen(id);
    expect(before.state).toBe("waiting");
    expect(mayLeave(before)).toBe(false);
    await runOwed(tasks.on);
    const after = await seen(id);
    expect(after).toMatchObject({ state: "clean", findings: { type: "text/plain", kind: "text" } });
    expect(after.preview).toEqual({ is: "text", text: "a log\nof two lines", cut: false });
    expect(mayLeave(after)).toBe(true);
  });

  test("waits while the scanner does not answer; it never passes for that", async () => {
    says = "away";
    const id = await sent("wait.txt", "words");
    await expect(runOwed(tasks.on)).rejects.toThrow("scanner.away");
    expect((await seen(id)).state).toBe("waiting");
    says = { outcome: "clean" };
    await runOwed(tasks.on);
    expect((await seen(id)).state).toBe("clean");
  });

  test("that is infected stays closed until a lead releases it with a reason and a second proof", async () => {
    says = { outcome: "infected", signature: "Test.Harmful-1" };
    const id = await sent("sample.txt", "harmful");
    await runOwed(tasks.on);
    const held = await seen(id);
    expect(held).toMatchObject({ state: "suspicious", releasedAt: null });
    expect(mayLeave(held)).toBe(false);
    // Nothing that is said later takes that back.
    says = { outcome: "clean" };
    await perform(house.context, checkAgain, lead, { caseId: found.caseId, attachmentId: id });
    await runOwed(tasks.on);
    expect((await seen(id)).state).toBe("suspicious");

    const input = { caseId: found.caseId, attachmentId: id, reason: "Opened on the bench alone." };
    const once = { ...lead, steppedUp: false };
    expect(await codeOf(perform(house.context, releaseAttachment, once, input))).toBe(
      "access.step-up",
    );
    const bare = { ...input, reason: "no" };
    expect(await codeOf(perform(house.context, releaseAttachment, lead, bare))).toBe(
      "input.invalid",
    );
    expect(await codeOf(perform(house.context, releaseAttachment, lead, input))).toBe("done");
    expect(mayLeave(await seen(id))).toBe(true);
    expect(await codeOf(perform(house.context, releaseAttachment, lead, input))).toBe(
      "file.not-suspicious",
    );
    const { rows } = await house.pools.worker.query(
      "select actor_id from events where type = 'attachment.released'",
    );
    expect(rows).toEqual([{ actor_id: lead.id }]);
  });

  test("passes unchecked where there is no scanner, says so, and can be checked once there is one", async () => {
    says = { outcome: "no-scanner" };
    const id = await sent("plain.txt", "words");
    await runOwed(tasks.on);
    expect(await seen(id)).toMatchObject({
      state: "unchecked",
      findings: { verdict: { outcome: "no-scanner" } },
    });
    says = { outcome: "clean" };
    await perform(house.context, checkAgain, lead, { caseId: found.caseId, attachmentId: id });
    await runOwed(tasks.on);
    expect((await seen(id)).state).toBe("clean");
  });

  test("whose check was lost is found a day later", async () => {
    const id = await sent("lost.txt", "words");
    await house.pools.worker.query("delete from outbox");
    house.passSeconds(24 * 3_600 + 60);
    expect(await sweepFiles(tasks.on)).toBeGreaterThan(0);
    expect((await seen(id)).state).toBe("clean");
  });

  test("whose check was lost is found behind such as cannot be looked at", async () => {
    const broken = await aCase(house);
    const unread = { ...found.reporter, ...broken.reporter };
    const files = [{ name: "old.txt", type: "", base64: Buffer.from("old").toString("base64") }];
    await perform(house.context, attachFiles, unread, { caseId: broken.caseId, files });
    const change = "update cases set policy_version = 999 where case_id = $1";
    await house.pools.worker.query(change, [broken.caseId]);
    house.passSeconds(60);
    const id = await sent("lost.txt", "words");
    await house.pools.worker.query("delete from outbox");
    house.passSeconds(24 * 3_600 + 60);
    await expect(sweepFiles(tasks.on)).rejects.toThrow(/policy/);
    expect((await seen(id)).state).toBe("clean");
    await house.pools.worker.query("delete from attachments where case_id = $1", [broken.caseId]);
  });

  test("that is no picture although its name says so is told apart", async () => {
    const id = await sent("screenshot.png", Buffer.from("MZ then a program".padEnd(100, "\0")));
    await runOwed(tasks.on);
    const { findings, preview } = await seen(id);
    expect(findings).toMatchObject({ kind: "program", mismatch: "png", preview: null });
    expect(preview).toBeUndefined();
  });

  test("that is an archive is listed with what is odd about it", async () => {
    const id = await sent("poc.zip", zipOf("../../etc/cron.d/job", "* * * * * root true"));
    await runOwed(tasks.on);
    const { preview } = await seen(id);
    expect(preview).toMatchObject({
      is: "archive",
      listing: {
        format: "zip",
        whole: true,
        entries: [{ name: "../../etc/cron.d/job", bytes: 19, depth: 1, odd: ["outside"] }],
      },
    });
  });

  test("tells what it carries of names, to those who look for names that are withheld", async () => {
    const pdf =
      "%PDF-1.4\n1 0 obj << /Author (A withheld name) /Creator (Writer \\(7\\)) >> endobj";
    const id = await sent("poc.pdf", pdf);
    const words = () =>
      house.context.transaction(lead, (tx) =>
        wordsOfAttachment(house.context, tx, found.caseId, id),
      );
    expect(await words()).toBeUndefined();
    await runOwed(tasks.on);
    const text = await words();
    expect(text?.unread).toEqual([]);
    const told = text?.pieces.map((piece) => piece.text).join("\n");
    for (const word of ["poc.pdf", "A withheld name"]) expect(told).toContain(word);
    expect((await seen(id)).findings?.words).toEqual([
      { place: "PDF Author", text: "A withheld name" },
      { place: "PDF Creator", text: "Writer (7)" },
    ]);
  });

  test("from staff for a party is that party's to read, and one for staff is not", async () => {
    const files = [
      { name: "patch.txt", type: "", base64: Buffer.from("a patch").toString("base64") },
    ];
    const { caseId, reporter } = found;
    const forParty = { caseId, partyId: reporter.id, files };
    const given = await perform(house.context, attachFiles, lead, forParty);
    const kept = await perform(house.context, attachFiles, lead, { caseId, files });
    expect((await seen(given.attachmentIds[0] ?? "", reporter)).direction).toBe("out");
    await expect(seen(kept.attachmentIds[0] ?? "", reporter)).rejects.toThrow("no file");
    expect((await seen(kept.attachmentIds[0] ?? "")).direction).toBe("internal");
  });
});

/** A ZIP archive of one entry (APPNOTE 6.3.10, 4.3). */
function zipOf(name: string, text: string): Buffer {
  const content = Buffer.from(text);
  const packed = deflateRawSync(content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), packed]);
  const directory = Buffer.concat([
    Buffer.from("PK\x01\x02\x14\x00"),
    common,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, directory, end]);
}
