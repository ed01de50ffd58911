import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import type { FileFindings, KeptLook } from "../../core/attachments/file-findings.ts";
import type { Actor } from "../../core/people/actor.ts";
import {
  type AttachmentView,
  attachmentsOf,
  previewOf,
  wordsOfAttachment,
} from "../../store/attachments/reader.ts";
import type { Context } from "../../store/context.ts";
import { keysOfCase } from "../../store/sealing/object-keys.ts";
import { tokensOf } from "../../store/search/tokens.ts";
import { uploadsOf } from "../../store/uploads/reader.ts";
import { perform } from "../action.ts";
import { appendUpload } from "./append-upload.ts";
import { attachFiles } from "./attach-files.ts";
import { beginUpload } from "./begin-upload.ts";
import { checkAttachment } from "./check-attachment.ts";

const author = { name: "Zoë Müllerova", email: "zm@harbour.example" };
const called = "Zoe_Müllerova-capture.pcap";
const shown = "[Reporter]-capture.pcap";

let house: TestContext;
let context: Context;
let lead: Actor;
let found: TestCase;
beforeAll(async () => {
  house = await testContext();
  context = house.context;
  lead = await aPerson(house, "lead");
  found = await aCase(house, "a restart", author);
});
afterAll(() => house.close());

async function filesSeenBy(actor: Actor): Promise<AttachmentView[]> {
  return context.transaction(actor, async (tx) =>
    attachmentsOf(tx, found.caseId, await keysOfCase(context, tx, found.caseId)),
  );
}

async function finds(word: string): Promise<number> {
  const rows = await context.transaction(lead, (tx) =>
    tx.query("select 1 from case_tokens where case_id = $1 and token = $2", [
      found.caseId,
      tokensOf(context, word)[0] ?? Buffer.alloc(0),
    ]),
  );
  return rows.length;
}

describe("a reporter's own name in a file of theirs", () => {
  test("[TH-23] stands under the pseudonym in the file's name, for colleagues and for their search", async () => {
    const { caseId, reporter } = found;
    const file = { name: called, type: "", base64: Buffer.from("a capture").toString("base64") };
    await perform(context, attachFiles, reporter, { caseId, files: [file] });
    expect((await filesSeenBy(lead)).map(({ name }) => name)).toEqual([shown]);
    expect([await finds("müllerova"), await finds("capture")]).toEqual([0, 1]);
  });

  test("[TH-23] is told to nobody but them while the file comes in parts, so that they can go on with it", async () => {
    const { caseId, reporter } = found;
    const { uploadId } = await perform(context, beginUpload, reporter, {
      caseId,
      name: called,
      bytes: 9,
    });
    const [upload] = await context.transaction(lead, (tx) => uploadsOf(context, tx, caseId));
    expect(upload?.about).toMatchObject({ name: shown, sentAs: called });
    async function* body() {
      yield Buffer.from("a capture");
    }
    await appendUpload(context, reporter, { caseId, uploadId, offset: 0 }, body());
    const files = await filesSeenBy(lead);
    expect(files.map(({ name }) => name)).toEqual([shown, shown]);
    expect(JSON.stringify(files)).not.toContain("Müllerova");
    expect(await finds("müllerova")).toBe(0);
  });

  test("[TH-23] stands under the pseudonym in what the file says of its author, and is still looked for by the guard", async () => {
    const { caseId } = found;
    const [file] = await filesSeenBy(lead);
    const attachmentId = file?.attachmentId ?? "";
    const words = [{ place: "PDF Author", text: "Zoë Müllerova" }];
    const findings: FileFindings = {
      sha256: "00",
      type: "application/pdf",
      kind: "document",
      mismatch: null,
      verdict: { outcome: "clean" },
      words,
      preview: "text",
      problem: null,
    };
    const look: KeptLook = {
      preview: { is: "text", text: "By Müllerova, Zoë", cut: false },
      text: { digest: "00", pieces: words, unread: [] },
    };
    const checker = { kind: "system", task: "check-attachment" } as const;
    await checkAttachment.run(context, checker, { caseId, attachmentId, findings, look });
    const checked = (await filesSeenBy(lead)).find((each) => each.attachmentId === attachmentId);
    expect(checked?.findings?.words).toEqual([{ place: "PDF Author", text: "[Reporter]" }]);
    const preview = await context.transaction(lead, (tx) =>
      previewOf(context, tx, caseId, attachmentId),
    );
    expect(preview).toMatchObject({ text: "By [Reporter]" });
    const kept = await context.transaction(checker, (tx) =>
      wordsOfAttachment(context, tx, caseId, attachmentId),
    );
    expect(kept?.pieces).toEqual(words);
  });
});
