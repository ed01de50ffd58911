/**
 * Makes the package in which a report goes on to a third party, such as the maker of a part: words and
 * chosen files through the name guard, never its reporter's identity. To whom, when and what is on record,
 * the reporter is told, and no promise of the case stands still for it (VEN-16, X-10).
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { mayLeave } from "../../core/attachments/file-findings.ts";
import { staffSide } from "../../core/cases/sides.ts";
import { forwardedBytesMax, nameInPackage, packageText } from "../../core/forwarding/package.ts";
import type { FileText } from "../../core/identity/scan-names.ts";
import { Refusal } from "../../core/refusal.ts";
import {
  attachmentOf,
  attachmentSource,
  type FileSource,
  wordsOfAttachment,
} from "../../store/attachments/reader.ts";
import type { Context } from "../../store/context.ts";
import type { ForwardedWords } from "../../store/forwarding/reader.ts";
import { owe } from "../../store/outbox/writer.ts";
import { reporterOf } from "../../store/parties/reader.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import { recordAccess } from "../access/record-access.ts";
import { defineAction } from "../action.ts";
import { letterToReporter } from "../decisions/letter-to-reporter.ts";
import { notRead } from "../identity/file-guard.ts";
import { nameGuard } from "../identity/name-guard.ts";
import { type Desk, mustBeOpen, onCase } from "../on-case.ts";

const input = z.object({
  caseId: z.uuid().meta({ title: "Case" }),
  recipient: z.string().trim().min(3, "Say to whom it goes.").max(300).meta({
    title: "To whom",
    description: "Such as the maker of the part. The reporter reads it.",
  }),
  words: z.string().trim().min(20, "Write what they are to know.").max(50_000).meta({
    title: "What they get",
    description: "It begins with the report’s technical answers. Take out what they need not know.",
  }),
  attachmentIds: z.array(z.uuid()).max(20).default([]).meta({ title: "Files that go with it" }),
  explanation: z.string().trim().min(20, "Tell the reporter why it goes on.").max(10_000).meta({
    title: "For the reporter: why it goes on",
    description: "They are told to whom it went, and this.",
  }),
});

export const forwardReport = defineAction({
  deed: "forward-report",
  title: "Make the package",
  summary:
    "Makes the package in which a report goes to a third party, without its reporter's identity; the reporter is told. The archive comes in base 64.",
  path: "/cases/{caseId}/forwardings",
  input,
  async run(context, actor, wish) {
    const { caseId, recipient, words, explanation } = wish;
    // To nobody whom the reporter has permitted anything: the package names no one.
    const guard = await nameGuard(context, caseId, { kind: "recipients", ids: [] });
    const toReporter = await letterToReporter(context, caseId);
    const made = await onCase(context, actor, "forward-report", caseId, async (desk) => {
      mustBeOpen(desk.head);
      if (!desk.policy.thirdParty.mayForward) throw new Refusal("forward.never");
      const files = await filesOf(context, desk, wish.attachmentIds);
      guard.mustPass(
        [{ place: "What they get", text: words }],
        files.map(({ text }) => text),
      );
      toReporter.mustPass([
        { place: "To whom", text: recipient },
        { place: "For the reporter", text: explanation },
      ]);
      const archive = archiveOf(context, desk, words, files);
      const sha256 = sha256Of(archive);
      const said: ForwardedWords = { recipient, words, explanation };
      const eventId = await desk.record({
        sideId: staffSide,
        type: "report.forwarded",
        body: { files: files.length, sha256 },
        text: { key: desk.caseKey, plain: JSON.stringify(said) },
      });
      await tellReporter(context, desk, { recipient, explanation });
      return { forwardingId: eventId, archive, sha256, reference: desk.head.reference };
    });
    await recordAccess(context, actor, { kind: "export", what: "forwarding", caseId });
    return {
      forwardingId: made.forwardingId,
      fileName: `${made.reference}-forwarded.zip`,
      sha256: made.sha256,
      archive: Buffer.from(made.archive).toString("base64"),
    };
  },
});

interface ForwardedFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly text: FileText;
}

/** Refuses with file.unknown, file.waiting, file.suspicious or forward.too-large. */
async function filesOf(
  context: Context,
  { tx, head }: Desk,
  attachmentIds: readonly string[],
): Promise<ForwardedFile[]> {
  const files: ForwardedFile[] = [];
  let total = 0;
  for (const attachmentId of new Set(attachmentIds)) {
    const about = await attachmentOf(context, tx, head.caseId, attachmentId);
    if (!about || about.erasedAt) throw new Refusal("file.unknown");
    if (!mayLeave(about)) {
      throw new Refusal(about.state === "waiting" ? "file.waiting" : "file.suspicious");
    }
    total += about.bytes;
    if (total > forwardedBytesMax) throw new Refusal("forward.too-large");
    const source = await attachmentSource(context, tx, head.caseId, attachmentId);
    if (!source) throw new Refusal("file.unknown");
    const text = await wordsOfAttachment(context, tx, head.caseId, attachmentId);
    files.push({
      name: nameInPackage(about.name, files.length + 1),
      bytes: await wholeOf(source),
      text: text ?? notRead(attachmentId),
    });
  }
  return files;
}

async function wholeOf(source: FileSource): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of source.read()) pieces.push(piece);
  return Buffer.concat(pieces);
}

function archiveOf(
  context: Context,
  { head, policy }: Desk,
  words: string,
  files: readonly ForwardedFile[],
): Uint8Array {
  const text = packageText({
    teamName: policy.organisation.teamName,
    address: policy.channels.reportAddress,
    reference: head.reference,
    words,
    files: files.map(({ name, bytes }) => ({ name, sha256: sha256Of(bytes) })),
  });
  const page = { name: "REPORT.txt", bytes: Buffer.from(text) };
  return context.packFiles([page, ...files], context.now());
}

/** On their own side, in words that they may read; nothing of it answers a promise or lets one wait. */
async function tellReporter(
  context: Context,
  { tx, head, record }: Desk,
  told: { readonly recipient: string; readonly explanation: string },
): Promise<void> {
  const { caseId } = head;
  const reporter = await reporterOf(tx, caseId);
  if (!reporter) return;
  const { partyId, sideId } = reporter;
  const eventId = await record({
    sideId,
    type: "forwarding.noted",
    body: { partyId },
    text: { key: await keyOf(context, tx, sideId), plain: JSON.stringify(told) },
  });
  await owe(context, tx, "notify", { caseId, subjectId: eventId });
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
