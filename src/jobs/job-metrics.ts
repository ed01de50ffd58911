/** What Prometheus learns of jobs, promises and mail. Counts and names of tasks, nothing of any case. */
import { Gauge, Histogram, type Registry } from "prom-client";
import { deliveryStates } from "../core/mail/delivery-fate.ts";
import { countOverdue } from "../store/clocks/overdue-reader.ts";
import type { Context } from "../store/context.ts";
import { countWaiting } from "../store/intake/reader.ts";
import { countMails } from "../store/messages/lost-mail-reader.ts";
import { countOwed } from "../store/outbox/queue.ts";
import type { Tx } from "../store/transaction.ts";
import type { JobObserver } from "./run-job.ts";
import { measureTray } from "./tray-metrics.ts";

const actor = { kind: "system", task: "measure" } as const;

/** Registers the gauges, and returns what is to be told of every job. */
export function jobMetrics(
  registry: Registry,
  context: Context,
  countDeadLetters: () => Promise<number>,
): JobObserver {
  const read = (count: (tx: Tx) => Promise<number>) => () => context.transaction(actor, count);
  const gauges: [string, string, () => Promise<number>][] = [
    ["parley_outbox_rows", "Effects owed and not yet queued.", read(countOwed)],
    [
      "parley_inbox_waiting",
      "Reports taken and not yet made a case.",
      read(async (tx) => (await countWaiting(tx)).fresh),
    ],
    [
      "parley_inbox_held",
      "Reports that wait for a person to look at them.",
      read(async (tx) => (await countWaiting(tx)).held),
    ],
    [
      "parley_clocks_overdue",
      "Promises whose time has passed without being kept.",
      read((tx) => countOverdue(tx, context.now())),
    ],
    [
      "parley_jobs_dead_letters",
      "Jobs that failed for good and wait for a person.",
      countDeadLetters,
    ],
  ];
  for (const gauge of gauges) addGauge(registry, ...gauge);
  addMailGauges(registry, context);
  measureTray(registry, context);
  const seconds = new Histogram({
    name: "parley_job_seconds",
    help: "How long jobs took, by task and outcome.",
    labelNames: ["task", "outcome"],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30],
    registers: [registry],
  });
  return (task, outcome, took) => seconds.observe({ task, outcome }, took);
}

/** Mails by what became of them, and how long the oldest waits that nobody has taken. */
function addMailGauges(registry: Registry, context: Context): void {
  const mails = () => context.transaction(actor, countMails);
  new Gauge({
    name: "parley_mails",
    help: "Mails to people outside, by what became of them.",
    labelNames: ["state"],
    registers: [registry],
    async collect() {
      const found = await mails().catch(() => undefined);
      for (const state of deliveryStates) {
        this.set({ state }, found ? (found.states[state] ?? 0) : Number.NaN);
      }
    },
  });
  addGauge(
    registry,
    "parley_mail_oldest_owed_seconds",
    "Age of the oldest mail that no server has taken; 0 where none waits.",
    async () => {
      const { oldestOwedAt } = await mails();
      return oldestOwedAt ? Math.max(0, (+context.now() - +oldestOwedAt) / 1000) : 0;
    },
  );
}

/** A gauge that is read when it is asked for; one that cannot be read says so by NaN. */
function addGauge(registry: Registry, name: string, help: string, read: () => Promise<number>) {
  new Gauge({
    name,
    help,
    registers: [registry],
    async collect() {
      this.set(await read().catch(() => Number.NaN));
    },
  });
}
