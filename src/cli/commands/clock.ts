/**
 * `parley clock PROMISE …` says when a promise that began at some instant falls due by a policy
 * file. Needs no server, and never reads the time.
 */
import type { Command } from "commander";
import { Temporal } from "temporal-polyfill";
import type { WorkCalendar } from "../../core/clocks/calendar.ts";
import { calendarOf } from "../../core/clocks/calendar-of.ts";
import { dueAt } from "../../core/clocks/due-at.ts";
import { type Length, lengthInWords } from "../../core/clocks/length.ts";
import { type PromiseId, promiseIds, promises } from "../../core/clocks/promises.ts";
import { whyNoClockInWords } from "../../core/clocks/why-no-clock.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { lengthFor } from "../../core/policy/promise-terms.ts";
import { Refusal } from "../../core/refusal.ts";
import { holidaysOf } from "../../lib/holidays.ts";
import { readPolicyFile } from "../../policy-file.ts";

type Options = {
  policy?: string;
  from?: string;
  severity?: string;
  agreed?: string;
  list?: boolean;
  json?: boolean;
};

/** Adds the command to the program; its answer becomes the exit code of the process. */
export function addClockCommand(program: Command): void {
  program
    .command("clock")
    .description("say when a promise falls due")
    .argument("[promise]", "name of the promise; see --list")
    .option("--policy <file>", "policy file (YAML)")
    .option("--from <instant>", "when it began, with its zone: 2026-03-06T10:00:00Z")
    .option("--severity <band>", "name of a severity band of the policy")
    .option("--agreed <instant>", "the agreed date, for a promise that ends on one")
    .option("--list", "list the promises that have a clock")
    .option("--json", "one JSON object a line")
    .addHelpText("after", helpText)
    .action(async (promise: string | undefined, options: Options) => {
      const { code, out, error } = await runClock(promise, options);
      if (error) process.stderr.write(`${error}\n`);
      process.stdout.write(out.map((line) => `${line}\n`).join(""));
      process.exitCode = code;
    });
}

const helpText = `
Prints, with --json:
  {promise, from, due, timeZone, rule, basis}
  --list: {promise, deed, owedBy, from, recurring, requirements}, one line each

  due       UTC instant, the last second that keeps the promise; null where no number is set
  basis     whose number it is: text, rule, agreed, target

Exit: 0 fine, 1 the policy is not valid or makes no such promise, 2 wrong usage.`;

type Answer = { code: 0 | 1 | 2; out: readonly string[]; error?: string };

/** What the command prints, and its exit code: 0 fine, 1 a bad policy, 2 wrong usage. */
export async function runClock(promise: string | undefined, options: Options): Promise<Answer> {
  if (options.list) return { code: 0, out: promises.map((kind) => listed(kind, options.json)) };
  const usage = usageProblem(promise, options);
  if (usage) return { code: 2, out: [], error: usage };
  const { policy: file = "", from = "" } = options;
  const read = await readPolicyFile(file);
  if ("findings" in read) {
    const error = read.findings.map((each) => `${each.file}:${each.line}: ${each.message}`);
    const unread = read.findings.some(({ rule }) => rule === "policy.file");
    return { code: unread ? 2 : 1, out: [], error: error.join("\n") };
  }
  return answered(promise as PromiseId, read.policy, from, options);
}

function usageProblem(promise: string | undefined, options: Options): string | undefined {
  if (!promise || !options.policy || !options.from) {
    return "Write: parley clock PROMISE --policy FILE --from INSTANT, or parley clock --list";
  }
  if (!promiseIds.some((id) => id === promise)) {
    return `${JSON.stringify(promise)} has no clock. Promises: ${promiseIds.join(", ")}`;
  }
  for (const instant of [options.from, options.agreed ?? options.from]) {
    if (!instantOf(instant)) {
      return `${JSON.stringify(instant)} is not an instant with its zone, such as 2026-03-06T10:00:00Z`;
    }
  }
  return undefined;
}

function instantOf(text: string): Date | undefined {
  try {
    return new Date(Temporal.Instant.from(text).epochMilliseconds);
  } catch {
    return undefined;
  }
}

function answered(id: PromiseId, policy: Policy, from: string, options: Options): Answer {
  const terms = policy.promises[id];
  if (!terms) return { code: 1, out: [], error: notPromised(id, policy) };
  const { severity, agreed } = options;
  const bands = policy.scoring.bands.map((band) => band.name);
  if (severity !== undefined && !bands.includes(severity)) {
    const error = `There is no severity ${JSON.stringify(severity)}; there are ${bands.join(", ")}`;
    return { code: 2, out: [], error };
  }
  const length = lengthFor(terms, severity);
  const began = instantOf(from) as Date;
  try {
    const due = dueOf(length, began, calendarOf(policy, holidaysOf, terms), agreed);
    const { zone } = policy.channels.officeHours;
    const answer = {
      promise: id,
      from: began.toISOString(),
      due: due?.toISOString() ?? null,
      timeZone: zone,
      rule: lengthInWords(length),
      basis: terms.basis,
    };
    return { code: 0, out: [options.json ? JSON.stringify(answer) : inWords(answer)] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { code: 2, out: [], error: error.message };
  }
}

function notPromised(id: PromiseId, { name, version, promises: made }: Policy): string {
  const ids = promiseIds.filter((each) => made[each]);
  const why = whyNoClockInWords({ why: "not-promised", policy: name, version }, id);
  return `${id}: ${why} It promises: ${ids.join(", ") || "nothing that has a clock"}`;
}

function dueOf(
  length: Length,
  from: Date,
  calendar: WorkCalendar,
  agreed?: string,
): Date | undefined {
  if (length === "none") return undefined;
  if (length === "agreed") return agreed === undefined ? undefined : instantOf(agreed);
  return dueAt(length, from, calendar);
}

type Answered = { promise: string; due: string | null; timeZone: string; rule: string };

function inWords({ promise, due, timeZone, rule }: Answered): string {
  if (due === null) return `${promise}: no date (${rule})`;
  const local = Temporal.Instant.from(due).toZonedDateTimeISO(timeZone).toPlainDateTime();
  return `${promise}: due ${local.toString().replace("T", " ")} ${timeZone} (${rule})`;
}

function listed(kind: (typeof promises)[number], json = false): string {
  const { id: promise, deed, owedBy, anchors, recurring, requirements } = kind;
  if (!json) return `${promise.padEnd(26)}${deed}`;
  return JSON.stringify({
    promise,
    deed,
    owedBy,
    from: Object.keys(anchors),
    recurring,
    requirements,
  });
}
