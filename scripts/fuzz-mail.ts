/**
 * Reads mutated messages with the real reader and ends with 1 where one makes it fail, takes more than
 * a second of processor time, grows without bound, is read differently the second time or is changed
 * by reading: `scripts/fuzz-mail.ts --messages N --seed S`. What fails is kept in tmp/fuzz-mail.
 */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type { MailKeys } from "../src/formats/mail/mail-keys.ts";
import { type MailLimits, mailLimits } from "../src/formats/mail/mail-limits.ts";
import { readMail } from "../src/formats/mail/read-mail.ts";
import { projectRoot } from "../src/lib/project-root.ts";
import { seededRandom } from "./crash/seeded-random.ts";
import { mailCorpus } from "./fuzz/mail-corpus.ts";
import { mutatedMail } from "./fuzz/mutate-mail.ts";

const cpuMsMax = 1_000;
/** Of the whole process, with the corpus and what the garbage collector has left lying. */
const rssMbMax = 700;
/** A message that never ends is given up by then. */
const stuckAfterMs = 30_000;
const failuresMax = 20;

interface Share {
  readonly samples: readonly Uint8Array[];
  readonly keys: MailKeys;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** The number of the message that is being read. */
  readonly at: Int32Array;
}

interface Failure {
  readonly message: number;
  readonly what: string;
}

interface Ended {
  readonly failures: readonly Failure[];
  readonly slowestMs: number;
  readonly bytes: number;
}

if (isMainThread) await main();
else parentPort?.postMessage(await readShare(workerData as Share));

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      messages: { type: "string", default: "100000" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
    },
  });
  const messages = Number(values.messages);
  const seed = Number(values.seed);
  if (!(messages > 0) || !Number.isInteger(seed)) {
    console.error("--messages and --seed are whole numbers");
    process.exitCode = 2;
    return;
  }
  console.log(`seed ${seed}, ${messages} messages`);
  const started = performance.now();
  const total = await readAll(messages, seed);
  for (const { message, what } of total.failures) console.log(`WRONG: message ${message}: ${what}`);
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    `${messages} mutated messages (${Math.round(total.bytes / 1e6)} MB), seed ${seed}: ` +
      `${total.failures.length} failures; slowest ${Math.round(total.slowestMs)} ms of processor ` +
      `time (bound ${cpuMsMax}), peak ${peakMb} MB (bound ${rssMbMax}), ` +
      `${Math.round((performance.now() - started) / 1000)} s`,
  );
  process.exitCode = total.failures.length === 0 && peakMb <= rssMbMax ? 0 : 1;
}

/** In a thread of its own, so that a message that never ends is noticed; after one it goes on behind it. */
async function readAll(messages: number, seed: number): Promise<Ended> {
  const corpus = await mailCorpus();
  const at = new Int32Array(new SharedArrayBuffer(4));
  const total = { failures: [] as Failure[], slowestMs: 0, bytes: 0 };
  for (let from = 0; from < messages && total.failures.length < failuresMax; ) {
    const to = Math.min(messages, from + 5_000);
    const share: Share = { ...corpus, seed, from, to, at };
    const ended = await runShare(share);
    total.failures.push(...ended.failures);
    total.slowestMs = Math.max(total.slowestMs, ended.slowestMs);
    total.bytes += ended.bytes;
    for (const { message } of ended.failures) keep(messageOf(share, message), seed, message);
    const last = ended.failures.at(-1);
    from = last?.what.startsWith("gave up") ? last.message + 1 : to;
    console.log(`${from}/${messages}, ${total.failures.length} failures`);
  }
  return total;
}

function runShare(share: Share): Promise<Ended> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    let seen = -1;
    let since = performance.now();
    const watch = setInterval(() => {
      const now = Atomics.load(share.at, 0);
      if (now !== seen) since = performance.now();
      seen = now;
      if (performance.now() - since > stuckAfterMs) giveUp("no end after 30 s");
    }, 500);
    const end = (ended: Ended) => {
      clearInterval(watch);
      void worker.terminate();
      resolve(ended);
    };
    const giveUp = (why: string) => {
      const message = Atomics.load(share.at, 0);
      end({ failures: [{ message, what: `gave up: ${why}` }], slowestMs: 0, bytes: 0 });
    };
    worker.on("message", end);
    worker.on("error", (error) => giveUp(String(error)));
  });
}

async function readShare(share: Share): Promise<Ended> {
  const failures: Failure[] = [];
  let slowestMs = 0;
  let bytes = 0;
  for (let message = share.from; message < share.to; message += 1) {
    Atomics.store(share.at, 0, message);
    const raw = messageOf(share, message);
    bytes += raw.length;
    const { what, cpuMs } = await tryMessage(raw, share.keys, limitsOf(message));
    slowestMs = Math.max(slowestMs, cpuMs);
    if (what !== null) failures.push({ message, what });
    if (failures.length >= failuresMax) break;
  }
  return { failures, slowestMs, bytes };
}

/** Every second message is read as large ones are: in the memory that it lies in. */
function limitsOf(message: number): MailLimits {
  return message % 2 === 0 ? mailLimits : { ...mailLimits, largeBytesMin: 0 };
}

async function tryMessage(
  raw: Buffer,
  keys: MailKeys,
  limits: MailLimits,
): Promise<{ what: string | null; cpuMs: number }> {
  const before = digest(raw);
  try {
    const first = await measured(raw, keys, limits);
    const second = await measured(raw, keys, limits);
    const cpuMs = Math.max(first.cpuMs, second.cpuMs);
    return { cpuMs, what: judged(first, second, digest(raw) === before) };
  } catch (error) {
    return { cpuMs: 0, what: `threw ${error instanceof Error ? error.stack : String(error)}` };
  }
}

interface Reading {
  readonly answer: string;
  readonly cpuMs: number;
}

function judged(first: Reading, second: Reading, untouched: boolean): string | null {
  if (!untouched) return "reading changed the original";
  if (first.answer !== second.answer) return "was read differently the second time";
  // A pause of the garbage collector falls on one reading; what a message costs, it costs twice.
  const cpuMs = Math.min(first.cpuMs, second.cpuMs);
  return cpuMs > cpuMsMax ? `${Math.round(cpuMs)} ms of processor time` : null;
}

async function measured(raw: Buffer, keys: MailKeys, limits: MailLimits): Promise<Reading> {
  const start = process.cpuUsage();
  const mail = await readMail(raw, keys, limits);
  const { user, system } = process.cpuUsage(start);
  const files = mail.attachments.map(({ name, sha256 }) => [name, sha256]);
  const answer = JSON.stringify({ ...mail, attachments: files });
  return { answer: digest(Buffer.from(answer)), cpuMs: (user + system) / 1000 };
}

function messageOf({ samples, seed }: Share, message: number): Buffer {
  return mutatedMail(samples, seededRandom(Math.imul(seed + 1, 0x9e3779b1) ^ message));
}

function keep(raw: Buffer, seed: number, message: number): void {
  const folder = join(projectRoot(), "tmp", "fuzz-mail");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `seed-${seed}-message-${message}.eml`);
  writeFileSync(path, raw);
  console.log(`kept ${path}`);
}

function digest(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
