/** The worker's side of a worker thread: answers posted calls by a table of methods. */
import { parentPort } from "node:worker_threads";
import type { WorkerAnswer, WorkerCall } from "./worker-thread.ts";

// biome-ignore lint/suspicious/noExplicitAny: each method has its own arguments, copied between threads.
type Methods = Readonly<Record<string, (...args: any[]) => Promise<unknown>>>;

/**
 * Serves calls until the thread ends. Errors go back with their message, code and details only.
 * `handOver` names the memory of an answer that moves instead of being copied.
 */
export function answerCalls(
  methods: Methods,
  handOver: (answer: unknown) => readonly ArrayBuffer[] = () => [],
): void {
  const port = parentPort;
  port?.on("message", (call: WorkerCall) => {
    void answer(methods, call).then((message) =>
      port.postMessage(message, message.ok ? [...handOver(message.answer)] : []),
    );
  });
}

async function answer(methods: Methods, call: WorkerCall): Promise<WorkerAnswer> {
  try {
    const method = methods[call.method];
    if (!method) throw new Error(`no method ${call.method}`);
    return { id: call.id, ok: true, answer: await method(...call.args) };
  } catch (error) {
    const { code = null, details = {} } = error as { code?: string; details?: object };
    const message = error instanceof Error ? error.message : String(error);
    return { id: call.id, ok: false, message, code, details: { ...details } };
  }
}
