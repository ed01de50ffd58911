/**
 * Looks at a file that came: reads its sealed bytes once for the hash, asks the scanner, and has a
 * thread of its own find out what it is. While the scanner does not answer the file waits.
 */
import { createHash } from "node:crypto";
import { checkAttachment as record } from "../../actions/attachments/check-attachment.ts";
import type { FileFindings } from "../../core/attachments/file-findings.ts";
import { ScannerAway } from "../../integrations/clamav/clamav-scanner.ts";
import { attachmentOf, attachmentSource, type FileSource } from "../../store/attachments/reader.ts";
import { headBytesMax, tailBytesMax } from "../files/file-inspector.ts";
import { JobFailure } from "../job-failure.ts";
import { caseOf, subjectOf, type Task, type TaskContext } from "../task-context.ts";

const actor = { kind: "system", task: "check-attachment" } as const;

export const checkAttachment: Task = async (on, job) => {
  const { context } = on;
  const [caseId, attachmentId] = [caseOf(job), subjectOf(job)];
  const found = await context.transaction(actor, async (tx) => {
    const file = await attachmentOf(context, tx, caseId, attachmentId);
    const source = file && (await attachmentSource(context, tx, caseId, attachmentId));
    return file && source && { file, source };
  });
  const settled = ["clean", "suspicious"].includes(found?.file.state ?? "clean");
  // Gone with its case, or looked at already.
  if (!found || settled) return;
  const { file, source } = found;
  const verdict = await scan(on, source);
  const { sha256, head, tail } = await readThrough(source);
  const look = await on.inspector.look(file.name, { size: source.bytes, head, tail });
  const { preview, text, ...seen } = look;
  const findings: FileFindings = { ...seen, sha256, verdict, preview: preview?.is ?? null };
  const kept = { preview, text: { ...text, digest: sha256 } };
  await record.run(context, actor, { caseId, attachmentId, findings, look: kept });
};

async function scan(
  { scanner }: TaskContext,
  source: FileSource,
): Promise<FileFindings["verdict"]> {
  try {
    return await scanner.scan(source.read());
  } catch (error) {
    if (error instanceof ScannerAway) throw new JobFailure("scanner.away", { cause: error });
    throw error;
  }
}

/** The hash of all of it, and as much of its two ends as is looked at. */
async function readThrough(
  source: FileSource,
): Promise<{ sha256: string; head: Uint8Array; tail: Uint8Array }> {
  const hash = createHash("sha256");
  const head = new Uint8Array(Math.min(source.bytes, headBytesMax));
  let read = 0;
  for await (const piece of source.read()) {
    hash.update(piece);
    if (read < head.length) head.set(piece.subarray(0, head.length - read), read);
    read += piece.length;
  }
  const sha256 = hash.digest("hex");
  if (source.bytes <= head.length) return { sha256, head, tail: head };
  const ends: Uint8Array[] = [];
  for await (const piece of source.read(source.bytes - tailBytesMax)) ends.push(piece);
  return { sha256, head, tail: Buffer.concat(ends) };
}
