import { afterEach, expect, test } from "vitest";
import { makeWorkerThread, type WorkerThread, workerUrl } from "./worker-thread.ts";

const url = new URL("../../test/fixtures/trial-worker.ts", import.meta.url);
const threads: WorkerThread[] = [];
const turnCounter = () => new Int32Array(new SharedArrayBuffer(4));

function aThread({ deadlineMs = 20_000, memoryMb = 64 } = {}): WorkerThread {
  const thread = makeWorkerThread({ url, deadlineMs, memoryMb });
  threads.push(thread);
  return thread;
}

afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.close()));
});

test("calls are answered in order by one warm thread, bytes and dates as they are", async () => {
  const thread = aThread();
  const sent = { bytes: new Uint8Array([1, 2]), at: new Date(0) };
  const [echo, ...counts] = await Promise.all([
    thread.call("echo", sent),
    ...Array.from({ length: 5 }, () => thread.call("count")),
  ]);
  expect(echo).toEqual(sent);
  expect(counts).toEqual([1, 2, 3, 4, 5]);
});

test("an error inside comes back with its code and details, and the thread goes on", async () => {
  const thread = aThread();
  await expect(thread.call("refuse")).rejects.toMatchObject({
    outcome: "failed",
    code: "trial.refused",
    details: { field: "x" },
  });
  await expect(thread.call("missing")).rejects.toMatchObject({ outcome: "failed", code: null });
  expect(await thread.call("echo", 1)).toBe(1);
});

test("a call over its deadline ends with its thread; the waiting ones go to a fresh one", async () => {
  const thread = aThread({ deadlineMs: 1_000 });
  const turns = turnCounter();
  const [late, next] = await Promise.allSettled([thread.call("spin", turns), thread.call("count")]);
  expect(late).toMatchObject({ status: "rejected", reason: { outcome: "deadline" } });
  expect(next).toEqual({ status: "fulfilled", value: 1 });
  const before = Atomics.load(turns, 0);
  for (let calls = 0; calls < 50; calls++) await thread.call("echo", calls);
  expect(Atomics.load(turns, 0)).toBe(before);
});

test.each(["die", "grow"])("a thread that breaks (%s) fails its call only", async (method) => {
  const thread = aThread();
  const [broken, next] = await Promise.allSettled([thread.call(method), thread.call("count")]);
  expect(broken).toMatchObject({ status: "rejected", reason: { outcome: "crashed" } });
  expect(next).toEqual({ status: "fulfilled", value: 1 });
});

test("the thread sees none of the process's settings", async () => {
  expect(await aThread().call("environment")).toEqual({});
});

test("closing refuses what waits and whatever comes later", async () => {
  const thread = aThread();
  const outcomes = [thread.call("spin", turnCounter()), thread.call("count")].map((call) =>
    call.catch((error) => error.outcome),
  );
  await thread.close();
  expect(await Promise.all(outcomes)).toEqual(["closed", "closed"]);
  await expect(thread.call("count")).rejects.toMatchObject({ outcome: "closed" });
});

test("a worker is beside its caller in the source, and in workers/ beside a bundle", () => {
  expect(workerUrl("mail-worker", "file:///p/src/formats/mail/mail-reader.ts").href).toBe(
    "file:///p/src/formats/mail/mail-worker.ts",
  );
  expect(workerUrl("mail-worker", "file:///p/dist/main.js").href).toBe(
    "file:///p/dist/workers/mail-worker.js",
  );
});
