/**
 * The CSAF gate: examines documents in a warm worker thread within a deadline. Nothing is
 * published that it finds an error in. Makes no request and starts no program.
 */
import {
  makeWorkerThread,
  type WorkerCallError,
  type WorkerThread,
  workerUrl,
} from "../../lib/worker-thread.ts";
import type { CsafVerdict } from "./check/examine.ts";

export interface CsafChecker {
  /** The verdict on any text. Rejects only when the checker is closed or the worker is broken. */
  check(text: string): Promise<CsafVerdict>;
  /** Loads the rules (half a second of a core), so that the first check does not wait for them. */
  warmUp(): Promise<void>;
  close(): Promise<void>;
}

export interface CsafCheckerOptions {
  /** Per document; the first also waits for the rules to load unless they are warm. */
  readonly deadlineMs?: number;
  readonly memoryMb?: number;
}

export function makeCsafChecker({
  deadlineMs = 120_000,
  memoryMb = 1024,
}: CsafCheckerOptions = {}): CsafChecker {
  const thread = makeWorkerThread({
    url: workerUrl("csaf-worker", import.meta.url),
    deadlineMs,
    memoryMb,
  });
  return {
    check: (text) => checkIn(thread, text),
    warmUp: () => thread.call("warmUp"),
    close: () => thread.close(),
  };
}

async function checkIn(thread: WorkerThread, text: string): Promise<CsafVerdict> {
  try {
    return await thread.call<CsafVerdict>("examine", text);
  } catch (error) {
    const rule = unfinished[(error as WorkerCallError).outcome];
    if (rule === undefined) throw error;
    // Closed: what could not be examined to its end is not valid.
    return { valid: false, errors: [{ path: "", ...rule }], warnings: [] };
  }
}

const unfinished: Partial<Record<WorkerCallError["outcome"], { rule: string; message: string }>> = {
  deadline: { rule: "deadline", message: "The check took too long and was stopped." },
  crashed: { rule: "resources", message: "The check needed more memory than it may use." },
};
