/**
 * Asks for a small effort where many reports came from one network, or under one address, within an hour.
 * Counts in memory under keyed hashes and forgets within hours; keeps no address, and loses no word.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { Counter } from "prom-client";
import {
  type Effort,
  effortText,
  isUnderPressure,
  judgeEffort,
  ofLastHour,
  readEffort,
  usualReportsAnHour,
  zeroBitsOf,
} from "../../core/intake/friction.ts";
import { Refusal } from "../../core/refusal.ts";
import { linkTokenOf } from "../../lib/secret-code.ts";
import { isLoopback, networkOf } from "../server/network.ts";
import type { SentForm } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";

/** What the form shows: the sum, and the signed text that travels with it. */
export interface AskedEffort {
  readonly token: string;
  readonly left: number;
  readonly right: number;
}

export interface ReportEfforts {
  /** Refuses with report.effort, -early or -wrong where an effort is owed and was not made. */
  mustBeMade(request: FastifyRequest, form: SentForm): void;
  /** Counts a report that was taken. */
  noteTaken(request: FastifyRequest, form: SentForm): void;
  /** What the form asks for after a refusal; undefined where nothing is owed. */
  askedFor(request: FastifyRequest, form: SentForm): AskedEffort | undefined;
}

/** How many people one loopback address may stand for: the onion service's visitors have it together. */
const loopbackPeople = 20;
/** Beyond that the oldest keys are forgotten: memory is no place for a flood. */
const keysMax = 20_000;

export function reportEfforts(web: WebContext): ReportEfforts {
  // Null is a choice: nobody is asked for anything.
  const { reportsAnHour = usualReportsAnHour } = web;
  const { context } = web;
  const instants = new Map<string, readonly number[]>();
  const used = new Set<string>();
  const outcomes = new Counter({
    name: "parley_report_efforts_total",
    help: "Reports by the form that were asked for a small effort, by what came of it.",
    labelNames: ["outcome"],
    registers: [web.metrics.registry],
  });
  const now = () => context.now().getTime();
  const keysOf = (request: FastifyRequest, form: SentForm) => {
    const email = form.text("email").trim().toLowerCase();
    const network = networkOf(request, web);
    return [
      { key: `n ${network}`, people: isLoopback(request) ? loopbackPeople : 1 },
      ...(email === "" ? [] : [{ key: `a ${hashOf(web, email)}`, people: 1 }]),
    ];
  };
  const isOwed = (request: FastifyRequest, form: SentForm) =>
    reportsAnHour !== null &&
    isUnderPressure(
      keysOf(request, form).map(({ key, people }) => ({
        ...{ instants: instants.get(key) ?? [], people },
      })),
      { reportsAnHour },
      now(),
    );
  return {
    mustBeMade(request, form) {
      if (!isOwed(request, form)) return;
      const effort = effortIn(web, form);
      const verdict = effort
        ? judgeEffort(effort, givenIn(form), now(), used.has(effort.id))
        : ({ made: null, why: "nothing" } as const);
      if (verdict.made) {
        outcomes.inc({ outcome: verdict.made });
        return;
      }
      outcomes.inc({ outcome: effort ? "not made" : "asked" });
      throw refusalOf(verdict);
    },
    noteTaken(request, form) {
      if (reportsAnHour === null) return;
      // Only now: what was refused for another reason is sent again with the same effort.
      const effort = effortIn(web, form);
      if (effort) keep(used, effort.id);
      for (const { key } of keysOf(request, form)) {
        const recent = [...ofLastHour(instants.get(key) ?? [], now()), now()];
        instants.delete(key);
        instants.set(key, recent.slice(-reportsAnHour * loopbackPeople));
        const [oldest] = instants.keys();
        if (instants.size > keysMax && oldest !== undefined) instants.delete(oldest);
      }
    },
    askedFor(request, form) {
      if (!isOwed(request, form)) return undefined;
      const sent = effortIn(web, form);
      const isOver = !sent || judge(sent, form, now(), used) === "over";
      return shownOf(web, isOver ? newEffort(web, now()) : sent);
    },
  };
}

function judge(effort: Effort, form: SentForm, now: number, used: ReadonlySet<string>) {
  const verdict = judgeEffort(effort, givenIn(form), now, used.has(effort.id));
  return verdict.made === null ? verdict.why : verdict.made;
}

function refusalOf(verdict: { why: string; seconds?: number }): Refusal {
  if (verdict.why === "early")
    return new Refusal("report.effort-early", { seconds: verdict.seconds ?? 0 });
  return new Refusal(verdict.why === "wrong" ? "report.effort-wrong" : "report.effort");
}

function keep(used: Set<string>, id: string): void {
  used.add(id);
  const [oldest] = used;
  if (used.size > keysMax && oldest !== undefined) used.delete(oldest);
}

function newEffort({ context }: WebContext, askedAt: number): Effort {
  const random = context.randomBytes(18);
  const digit = (at: number) => 1 + ((random[at] ?? 0) % 9);
  return { id: linkTokenOf(random.subarray(0, 16)), askedAt, left: digit(16), right: digit(17) };
}

function shownOf(web: WebContext, effort: Effort): AskedEffort {
  const text = effortText(effort);
  const { left, right } = effort;
  return { token: `${text}.${hashOf(web, `effort ${text}`)}`, left, right };
}

/** Undefined where it is not one that we asked for. */
function effortIn(web: WebContext, form: SentForm): Effort | undefined {
  const token = form.text("effort");
  const end = token.lastIndexOf(".");
  const [text, sign] = [token.slice(0, end), Buffer.from(token.slice(end + 1))];
  const expected = Buffer.from(hashOf(web, `effort ${text}`));
  const isOurs = sign.length === expected.length && timingSafeEqual(sign, expected);
  return isOurs ? readEffort(text) : undefined;
}

function givenIn(form: SentForm): { answer: string; zeroBits: number } {
  const work = form.text("effortWork");
  const isWork = /^\d{1,12}$/.test(work);
  const digest = isWork
    ? createHash("sha256")
        .update(`${form.text("effort")}:${work}`)
        .digest()
    : Uint8Array.of(0xff);
  return { answer: form.text("effortAnswer"), zeroBits: zeroBitsOf(digest) };
}

function hashOf({ context }: WebContext, text: string): string {
  return context.masterKey
    .hash("intake-keys", `report ${text}`)
    .subarray(0, 16)
    .toString("base64url");
}
