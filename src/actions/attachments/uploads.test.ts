import { createHash, randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { usualFileLimits } from "../../core/attachments/file-limits.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { Refusal } from "../../core/refusal.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { attachmentSource, attachmentsOf } from "../../store/attachments/reader.ts";
import type { Context } from "../../store/context.ts";
import { keysOfCase } from "../../store/sealing/object-keys.ts";
import { pieceBytes } from "../../store/sealing/piece-file.ts";
import { uploadsOf } from "../../store/uploads/reader.ts";
import { perform } from "../action.ts";
import { appendUpload, uploadState } from "./append-upload.ts";
import { beginUpload } from "./begin-upload.ts";
import { endUpload } from "./end-upload.ts";
import { expireUploads } from "./expire-uploads.ts";

let house: TestContext;
let tasks: TestTasks;
let found: TestCase;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  found = await aCase(house);
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

async function begin(bytes: number, name = "capture.pcap", context: Context = house.context) {
  const input = { caseId: found.caseId, name, bytes };
  const { uploadId } = await perform(context, beginUpload, found.reporter, input);
  return { caseId: found.caseId, uploadId };
}

type At = Awaited<ReturnType<typeof begin>>;

/** Sends from `offset`; after `cutAfter` bytes the line breaks. */
function send(at: At, plain: Uint8Array, offset: number, cutAfter = Infinity, by?: Actor) {
  async function* body() {
    for (let from = offset; from < plain.length; from += 10_000) {
      if (from - offset >= cutAfter) throw new Error("aborted");
      yield plain.subarray(from, from + 10_000);
    }
  }
  return appendUpload(house.context, by ?? found.reporter, { ...at, offset }, body());
}

async function* toSend(bytes: Uint8Array) {
  yield bytes;
}

async function filesOf(context: Context = house.context) {
  return context.transaction(found.reporter, async (tx) =>
    attachmentsOf(tx, found.caseId, await keysOfCase(context, tx, found.caseId)),
  );
}

async function contentOf(attachmentId: string): Promise<Buffer> {
  const { context } = house;
  const source = await context.transaction(found.reporter, (tx) =>
    attachmentSource(context, tx, found.caseId, attachmentId),
  );
  const parts: Buffer[] = [];
  for await (const part of source?.read() ?? []) parts.push(part);
  return Buffer.concat(parts);
}

const codeOf = (deed: Promise<unknown>) =>
  deed.then(
    () => "done",
    (error: Refusal) => error.code,
  );

async function onDisk(): Promise<Buffer> {
  const names = await readdir(house.directory, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  return Buffer.concat(
    await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name)))),
  );
}

describe("a large file that comes in parts", () => {
  test("goes on after broken lines, is sealed as it comes, and is whole in the end", async () => {
    const plain = randomBytes(3 * pieceBytes + 4_321);
    plain.write("a word that nobody may find on the disk", pieceBytes - 7);
    const at = await begin(plain.length);
    const first = await send(at, plain, 0, pieceBytes + 50_000);
    expect(first).toMatchObject({ done: false });
    expect(first.received).toBeGreaterThan(pieceBytes);
    // Asked anew, by whoever holds the receipt: a reload forgets everything else.
    const asked = await uploadState(house.context, found.reporter, at);
    expect(asked.received).toBe(first.received);
    const second = await send(at, plain, asked.received, 30_000);
    expect((await onDisk()).includes("nobody may find on the disk")).toBe(false);
    const last = await send(at, plain, second.received);
    expect(last).toMatchObject({ done: true, received: plain.length });
    await runOwed(tasks.on);
    const file = (await filesOf()).find(({ name }) => name === "capture.pcap");
    expect(file?.sha256).toBe(createHash("sha256").update(plain).digest("hex"));
    expect((await contentOf(file?.attachmentId ?? "")).equals(plain)).toBe(true);
    expect((await onDisk()).includes("nobody may find on the disk")).toBe(false);
  });

  test("a part that the machine lost before it was on disk comes again, other bytes too", async () => {
    const plain = randomBytes(2 * pieceBytes + 9);
    const at = await begin(plain.length, "image.bin");
    // The process ends between the piece and its row: the row does not know of it.
    const broken: Context = {
      ...house.context,
      transaction: async (actor, work) => {
        if (received > 0) throw new Error("the machine went off");
        return house.context.transaction(actor, work);
      },
    };
    let received = 0;
    async function* body() {
      yield randomBytes(pieceBytes + 100);
      received = 1;
    }
    const part = { ...at, offset: 0 };
    await expect(appendUpload(broken, found.reporter, part, body())).rejects.toThrow("went off");
    expect((await uploadState(house.context, found.reporter, at)).received).toBe(0);
    await send(at, plain, 0);
    const file = (await filesOf()).find(({ name }) => name === "image.bin");
    expect((await contentOf(file?.attachmentId ?? "")).equals(plain)).toBe(true);
  });

  test("takes no part out of turn, none past its length, and two at once never", async () => {
    const plain = randomBytes(60_000);
    const at = await begin(50_000, "short.bin");
    expect(await codeOf(send(at, plain, 10_000))).toBe("upload.offset");
    expect(await codeOf(send(at, plain, 0))).toBe("upload.too-large");
    const { received } = await uploadState(house.context, found.reporter, at);
    let second: Promise<string> | undefined;
    async function* body() {
      second = codeOf(send(at, plain.subarray(0, 50_000), received));
      yield await second.then(() => plain.subarray(received, 50_000));
    }
    const part = { ...at, offset: received };
    expect(await appendUpload(house.context, found.reporter, part, body())).toMatchObject({
      done: true,
    });
    expect(await second).toBe("upload.busy");
  });

  test("is refused by its content as soon as that is known, whatever it is called", async () => {
    const kinds = usualFileLimits.kinds.filter((kind) => kind !== "program");
    const context = { ...house.context, fileLimits: { ...usualFileLimits, kinds } };
    const at = await begin(200_000, "notes.txt", context);
    async function* body() {
      yield Buffer.concat([Buffer.from("MZ"), randomBytes(100_000)]);
    }
    const part = { ...at, offset: 0 };
    expect(await codeOf(appendUpload(context, found.reporter, part, body()))).toBe("file.kind");
    expect(await codeOf(uploadState(context, found.reporter, at))).toBe("upload.unknown");
  });

  test("stands still for too long: it is removed, and its sender is told", async () => {
    const plain = randomBytes(pieceBytes + 1);
    const at = await begin(plain.length, "forgotten.bin");
    await send(at, plain, 0, 20_000);
    house.passSeconds(24 * 3_600 + 1);
    expect(await codeOf(send(at, plain, 20_000))).toBe("upload.expired");
    expect(await expireUploads(house.context)).toBeGreaterThan(0);
    expect(await expireUploads(house.context)).toBe(0);
    const seen = await house.context.transaction(found.reporter, (tx) =>
      uploadsOf(house.context, tx, found.caseId),
    );
    const { state, about } = seen.find(({ uploadId }) => uploadId === at.uploadId) ?? {};
    expect({ state, name: about?.name }).toEqual({ state: "expired", name: "forgotten.bin" });
  });

  test("is ended by its sender and by nobody else", async () => {
    const at = await begin(1_000, "mine.bin");
    const lead = await aPerson(house, "lead");
    expect(await codeOf(perform(house.context, endUpload, lead, at))).toBe("upload.unknown");
    expect(await codeOf(send(at, randomBytes(1_000), 0, Infinity, lead))).toBe("upload.unknown");
    const other = await aCase(house, "another thing");
    expect(await codeOf(perform(house.context, endUpload, other.reporter, at))).toBe(
      "access.not-found",
    );
    expect(await codeOf(perform(house.context, endUpload, found.reporter, at))).toBe("done");
    expect(await codeOf(uploadState(house.context, found.reporter, at))).toBe("upload.unknown");
  });

  test.each([
    ["too large for one file", { uploadBytesMax: 100_000 }, "upload.too-large"],
    ["too much for its case", { caseBytesMax: 100_000 }, "upload.full"],
    ["too much for the disk", { freeBytesMin: Number.MAX_SAFE_INTEGER }, "upload.no-space"],
  ])("is refused before its first byte where it is %s", async (_, change, code) => {
    const fileLimits = { ...usualFileLimits, ...change };
    expect(await codeOf(begin(200_000, "big.bin", { ...house.context, fileLimits }))).toBe(code);
  });

  /** A disk with room for so much more. */
  const withRoomFor = (bytes: number): Context => ({
    ...house.context,
    files: {
      ...house.context.files,
      freeBytes: async () => house.context.fileLimits.freeBytesMin + bytes,
    },
  });

  test("takes no room on the disk that was announced to somebody else, on another case", async () => {
    const other = await aCase(house, "a third thing");
    const at = await begin(3_000_000, "announced.bin");
    const input = { caseId: other.caseId, name: "more.bin", bytes: 3_000_000 };
    const beginOther = (room: number) =>
      codeOf(perform(withRoomFor(room), beginUpload, other.reporter, input));
    expect(await beginOther(5_000_000)).toBe("upload.no-space");
    expect(await beginOther(50_000_000)).toBe("done");
    await perform(house.context, endUpload, found.reporter, at);
  });

  test("stops where the disk became too full meanwhile, and goes on once there is room", async () => {
    const plain = randomBytes(1_000);
    const at = await begin(plain.length, "patient.bin");
    const append = (context: Context) =>
      codeOf(appendUpload(context, found.reporter, { ...at, offset: 0 }, toSend(plain)));
    expect(await append(withRoomFor(-1))).toBe("upload.no-space");
    expect(await append(withRoomFor(0))).toBe("done");
  });

  test("fits its case also where several are announced at the same moment", async () => {
    const other = await aCase(house, "a fourth thing");
    const fileLimits = { ...usualFileLimits, caseBytesMax: 300_000 };
    const context = { ...house.context, fileLimits };
    const input = { caseId: other.caseId, name: "one-of-many.bin", bytes: 200_000 };
    const all = Array.from({ length: 4 }, () =>
      codeOf(perform(context, beginUpload, other.reporter, input)),
    );
    const ends = (await Promise.all(all)).toSorted();
    expect(ends).toEqual(["done", "upload.full", "upload.full", "upload.full"]);
  });

  describe("is one of a few that a sender has under way at once", () => {
    const limited = (change: Partial<Context["fileLimits"]>): Context => ({
      ...house.context,
      fileLimits: { ...usualFileLimits, ...change },
    });
    const beginAll = (context: Context, of: TestCase, sizes: readonly number[]) => {
      const announced = sizes.map((bytes) => ({ caseId: of.caseId, name: "part.bin", bytes }));
      return announced.map((input) => perform(context, beginUpload, of.reporter, input));
    };

    test("counted also where they are announced at the same moment, and only until one ends", async () => {
      const other = await aCase(house, "many small things");
      const context = limited({ uploadsMax: 2 });
      const all = await Promise.allSettled(beginAll(context, other, [10, 10, 10, 10]));
      const begun = all.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
      const refused = all.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
      expect([begun.length, refused.length]).toEqual([2, 2]);
      expect(refused[0]).toMatchObject({ code: "upload.too-many" });
      expect(refused[0].message).toContain("up to 2 at a time, 16 GB together");
      // Colleagues on the case are senders of their own.
      const lead = await aPerson(house, "lead");
      const input = { caseId: other.caseId, name: "ours.bin", bytes: 10 };
      expect(await codeOf(perform(context, beginUpload, lead, input))).toBe("done");
      const { uploadId = "" } = begun[0] ?? {};
      await perform(context, endUpload, other.reporter, { caseId: other.caseId, uploadId });
      expect(await codeOf(beginAll(context, other, [10])[0] ?? expect.fail())).toBe("done");
    });

    test("counted by the room that they were promised, not by what has arrived", async () => {
      const other = await aCase(house, "few large things");
      const context = limited({ uploadsBytesMax: 1_000_000 });
      const codes: string[] = [];
      for (const bytes of [600_000, 600_000, 400_000]) {
        for (const begun of beginAll(context, other, [bytes])) codes.push(await codeOf(begun));
      }
      expect(codes).toEqual(["done", "upload.too-many", "done"]);
    });
  });
});
