/**
 * Mail and OpenPGP for the server: the same functions, run in worker threads with a deadline and bounded
 * memory. What strangers sent has a thread of its own, so that nothing else waits for it.
 */
import { Refusal } from "../../core/refusal.ts";
import { type RefusalCode, refusals } from "../../core/refusal-codes.ts";
import { makeWorkerThread, WorkerCallError, workerUrl } from "../../lib/worker-thread.ts";
import { mailLimits } from "./mail-limits.ts";
import type { MailProblem } from "./mail-problem.ts";
import type { MailMethods } from "./mail-worker.ts";
import type { ReadMail } from "./read-mail.ts";
import { unreadMail } from "./unread-mail.ts";

export type MailReader = MailMethods & { close(): Promise<void> };

/**
 * Starts a thread with its first call. `read` never rejects for what a sender wrote: a message that
 * overruns the deadline or breaks the thread ends it, and comes back with its header alone and the
 * problem named; the next message finds a fresh thread.
 */
export function mailReader({
  deadlineMs = 30_000,
  memoryMb = 768,
  url = workerUrl("mail-worker", import.meta.url),
} = {}): MailReader {
  const reading = makeWorkerThread({ url, deadlineMs, memoryMb });
  const other = makeWorkerThread({ url, deadlineMs, memoryMb });
  function inThread<Name extends keyof MailMethods>(
    method: Name,
    thread = other,
  ): MailMethods[Name] {
    const run = (...args: unknown[]) => thread.call(method, ...args).catch(asRefusal);
    return run as unknown as MailMethods[Name];
  }
  const read = inThread("read", reading);
  return {
    read: async (...args) => await read(...args).catch((error) => withoutBody(read, args, error)),
    compose: inThread("compose"),
    readPublicKey: inThread("readPublicKey"),
    readPublishedKeys: inThread("readPublishedKeys"),
    readKeyCopies: inThread("readKeyCopies"),
    keyUsableFor: inThread("keyUsableFor"),
    joinKeyCopies: inThread("joinKeyCopies"),
    makeKeyPair: inThread("makeKeyPair"),
    importOwnKey: inThread("importOwnKey"),
    openKeyFile: inThread("openKeyFile"),
    extendOwnKey: inThread("extendOwnKey"),
    revokeOwnKey: inThread("revokeOwnKey"),
    revocationCertificate: inThread("revocationCertificate"),
    signByAll: inThread("signByAll"),
    detachedSignature: inThread("detachedSignature"),
    clearSigned: inThread("clearSigned"),
    verifyDetached: inThread("verifyDetached"),
    verifyClearText: inThread("verifyClearText"),
    close: async () => void (await Promise.all([reading.close(), other.close()])),
  };
}

/** Of a message that could not be read: who wrote it and when, so that it can be answered. */
async function withoutBody(
  read: MailMethods["read"],
  [raw, keys]: Parameters<MailMethods["read"]>,
  error: unknown,
): Promise<ReadMail> {
  const problem = error instanceof WorkerCallError ? unread[error.outcome] : undefined;
  if (!problem) throw error;
  // Reaching the size limit is how a message is read by its header only.
  const limits = { ...mailLimits, messageBytesMax: 0 };
  const head = Uint8Array.from(raw.subarray(0, limits.headerBytesMax));
  const nobody = { own: [], trust: [], now: keys.now };
  const mail = await read(head, nobody, limits).catch(() => unreadMail(problem));
  const problems = mail.problems.filter((each) => each !== "mail.too-large" && each !== problem);
  return { ...mail, problems: [...problems, problem].sort() };
}

function asRefusal(error: unknown): never {
  if (error instanceof WorkerCallError && error.code !== null && error.code in refusals) {
    throw new Refusal(error.code as RefusalCode, error.details);
  }
  throw error;
}

const unread: Partial<Record<WorkerCallError["outcome"], MailProblem>> = {
  deadline: "mail.reading-too-long",
  crashed: "mail.reader-failed",
  failed: "mail.reader-failed",
};
