/** Mail and OpenPGP for the server: the same functions, run in a worker thread with a deadline. */
import { Refusal } from "../../core/refusal.ts";
import { type RefusalCode, refusals } from "../../core/refusal-codes.ts";
import { makeWorkerThread, WorkerCallError, workerUrl } from "../../lib/worker-thread.ts";
import type { MailProblem } from "./mail-problem.ts";
import type { MailMethods } from "./mail-worker.ts";
import { unreadMail } from "./read-mail.ts";

export type MailReader = MailMethods & { close(): Promise<void> };

/**
 * Starts the thread with the first call. `read` never rejects for what a sender wrote: a message that
 * overruns the deadline or breaks the thread comes back unread, with the problem named.
 */
export function mailReader({ deadlineMs = 30_000, memoryMb = 768 } = {}): MailReader {
  const url = workerUrl("mail-worker", import.meta.url);
  const thread = makeWorkerThread({ url, deadlineMs, memoryMb });
  function inThread<Name extends keyof MailMethods>(method: Name): MailMethods[Name] {
    const run = (...args: unknown[]) => thread.call(method, ...args).catch(asRefusal);
    return run as unknown as MailMethods[Name];
  }
  const read = inThread("read");
  return {
    read: async (...args) => await read(...args).catch(asUnread),
    compose: inThread("compose"),
    readPublicKey: inThread("readPublicKey"),
    makeKeyPair: inThread("makeKeyPair"),
    detachedSignature: inThread("detachedSignature"),
    clearSigned: inThread("clearSigned"),
    verifyDetached: inThread("verifyDetached"),
    close: () => thread.close(),
  };
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

function asUnread(error: unknown): ReturnType<typeof unreadMail> {
  const problem = error instanceof WorkerCallError ? unread[error.outcome] : undefined;
  if (!problem) throw error;
  return unreadMail(problem);
}
