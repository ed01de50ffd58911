/**
 * One warm worker thread that answers calls one after another, each within a deadline. A call that
 * overruns or crashes takes its thread with it; the next call finds a fresh one. Never retries.
 */
import { Worker } from "node:worker_threads";

/** What a call can end in besides its answer; `code` and `details` are those of the error inside. */
export class WorkerCallError extends Error {
  override readonly name = "WorkerCallError";
  readonly outcome: "failed" | "deadline" | "crashed" | "closed";
  readonly code: string | null;
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(
    outcome: WorkerCallError["outcome"],
    message: string,
    code: string | null = null,
    details: WorkerCallError["details"] = {},
  ) {
    super(message);
    this.outcome = outcome;
    this.code = code;
    this.details = details;
  }
}

export interface WorkerThreadOptions {
  readonly url: URL;
  readonly deadlineMs: number;
  /** Of JavaScript objects; byte arrays come on top. */
  readonly memoryMb: number;
}

export interface WorkerThread {
  /** Runs a method of the worker; arguments and answer are copied (structured clone). */
  call<Answer>(method: string, ...args: readonly unknown[]): Promise<Answer>;
  /** Ends the thread; calls still waiting are refused. */
  close(): Promise<void>;
}

/** What is posted to the worker, and back. */
export interface WorkerCall {
  readonly id: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

export type WorkerAnswer =
  | { readonly id: number; readonly ok: true; readonly answer: unknown }
  | {
      readonly id: number;
      readonly ok: false;
      readonly message: string;
      readonly code: string | null;
      readonly details: WorkerCallError["details"];
    };

/**
 * Where the file of the worker `name` is: beside the caller when it runs from source, else in the
 * workers/ folder beside the bundle, where the build puts every `*-worker.ts`.
 */
export function workerUrl(name: `${string}-worker`, callerUrl: string): URL {
  return new URL(callerUrl.endsWith(".ts") ? `${name}.ts` : `workers/${name}.js`, callerUrl);
}

interface Waiting {
  readonly call: WorkerCall;
  readonly settle: (outcome: { answer: unknown } | { error: WorkerCallError }) => void;
}

/** Makes the thread; it starts with the first call. */
export function makeWorkerThread(options: WorkerThreadOptions): WorkerThread {
  const queue: Waiting[] = [];
  let worker: Worker | null = null;
  let running: { waiting: Waiting; timer: NodeJS.Timeout } | null = null;
  let lastId = 0;
  let closed = false;

  function finish(outcome: Parameters<Waiting["settle"]>[0]): void {
    if (!running) return;
    clearTimeout(running.timer);
    const { waiting } = running;
    running = null;
    waiting.settle(outcome);
    next();
  }

  function drop(error: WorkerCallError): void {
    const old = worker;
    worker = null;
    old?.removeAllListeners();
    // A dying thread can still report an error; nobody waits for it.
    old?.on("error", () => undefined);
    void old?.terminate();
    finish({ error });
  }

  function start(): Worker {
    const started = startWorker(options);
    started.on("message", (answer: WorkerAnswer) => {
      if (answer.id === running?.waiting.call.id) finish(toOutcome(answer));
    });
    started.on("error", (error) => drop(new WorkerCallError("crashed", String(error))));
    started.on("exit", () => drop(new WorkerCallError("crashed", "the worker thread ended")));
    return started;
  }

  function next(): void {
    const waiting = running ? undefined : queue.shift();
    if (!waiting) {
      // An idle thread must not keep the process from ending.
      if (!running) worker?.unref();
      return;
    }
    const late = () => drop(new WorkerCallError("deadline", `over ${options.deadlineMs} ms`));
    running = { waiting, timer: setTimeout(late, options.deadlineMs) };
    worker ??= start();
    worker.ref();
    worker.postMessage(waiting.call);
  }

  return {
    call: <Answer>(method: string, ...args: readonly unknown[]) =>
      new Promise<Answer>((resolve, reject) => {
        if (closed) return reject(new WorkerCallError("closed", "the worker thread is closed"));
        const settle: Waiting["settle"] = (outcome) =>
          "error" in outcome ? reject(outcome.error) : resolve(outcome.answer as Answer);
        queue.push({ call: { id: ++lastId, method, args }, settle });
        next();
      }),
    close: async () => {
      closed = true;
      const error = new WorkerCallError("closed", "the worker thread is closed");
      for (const waiting of queue.splice(0)) waiting.settle({ error });
      const old = worker;
      drop(error);
      await old?.terminate();
    },
  };
}

function startWorker({ url, memoryMb }: WorkerThreadOptions): Worker {
  return new Worker(url, {
    // It reads what strangers sent: no settings, no secrets, bounded memory.
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
}

function toOutcome(answer: WorkerAnswer): { answer: unknown } | { error: WorkerCallError } {
  return answer.ok
    ? { answer: answer.answer }
    : { error: new WorkerCallError("failed", answer.message, answer.code, answer.details) };
}
