/** Single trials of the sweep: somebody asks for something, and what they heard is put into the table's words. */
import type { LightMyRequestResponse } from "fastify";
import type { Answer } from "./access-table.ts";
import { type Asked, answerIn, answerOf, ask, wholeOf } from "./ask.ts";
import type { Persona } from "./personas.ts";
import { deedInput, formOf, type Ids, operationOf, type TriedDeed } from "./requests.ts";
import type { Swept } from "./sweep.ts";
import { changedTables, contentsOf } from "./undoing.ts";
import type { Target } from "./world.ts";

/** What a refused request may leave, by table: a trace of itself, never anything of a case. */
const traces: Readonly<Record<string, string>> = {
  events: "case_id is null",
  streams: "case_id is null",
  // A member whose form is refused sees the page again, which is a reading like any other.
  reads: `exists (select 1 from case_access a left join team_members m on m.team_id = a.principal_id
              where a.case_id = t.case_id and t.principal_id in (a.principal_id, m.person_id))`,
  sign_in_failures: "true",
  // Every refusal is on record, and the sums of all rows follow it.
  access_events: "true",
  access_heads: "true",
  seals: "true",
};
const traceOf = (table: string) => traces[table] ?? "false";

export function labelOf({ name, detail }: Persona, target?: Target): string {
  return [name, detail, target?.state].filter(Boolean).join(" ");
}

export interface Trial {
  readonly label: string;
  readonly expected: Answer;
  readonly run: () => Promise<string>;
}

const isRefused = (answer: Answer) => answer !== "yes" && answer !== "open";

/** Tries things in the swept world, and keeps which words were met by whom. */
export class Trials {
  readonly swept: Swept;
  /** What was read by whoever may: "note by lead". */
  readonly met = new Set<string>();

  constructor(swept: Swept) {
    this.swept = swept;
  }

  newId = (): string => this.swept.house.context.newId();

  idsOf(target: Target): Ids {
    return this.swept.ids.get(target) ?? {};
  }

  /** Words of a case or side that this person is not on, in an answer they got. */
  private leaked(persona: Persona, target: Target, text: string): string[] {
    const found = this.swept.words.in(text);
    for (const { of } of found) this.met.add(`${of} by ${persona.name}`);
    return found
      .filter((canary) => !persona.mayRead(canary, target))
      .map(({ of, side }) => `LEAKED a word of a ${of} of side ${side}`);
  }

  /** Asks for it; gives the answer in the table's words, and every leak after it. */
  async ask(persona: Persona, target: Target, what: Asked): Promise<string> {
    const { app, house, lastFailure } = this.swept;
    const answer = await ask(app, house.context, persona, target, what);
    const failed = () => `FAILED ${answer.statusCode}: ${lastFailure()}`;
    const heard: string = answer.statusCode >= 500 ? failed() : answerIn(answer);
    return [heard, ...this.leaked(persona, target, wholeOf(answer))].join("; ");
  }

  /** Does the deed with no request around it. */
  async run(persona: Persona, target: Target, { action }: TriedDeed): Promise<string> {
    const input = deedInput(action, this.idsOf(target), this.newId);
    const { context } = this.swept.trial;
    const deed = action.run(context, persona.actor(target), input as never);
    const { answer, said } = await answerOf(deed);
    return [answer, ...this.leaked(persona, target, said)].join("; ");
  }

  /** By its action, by the API and by the form. */
  async everyWay(persona: Persona, target: Target, deed: TriedDeed): Promise<string> {
    const ids = this.idsOf(target);
    const heard = [await this.run(persona, target, deed)];
    for (const way of [operationOf(deed, ids, this.newId), formOf(deed, ids, this.newId)]) {
      if (way) heard.push(await this.ask(persona, target, way));
    }
    return heard.join("; ");
  }

  /** Hears all of them: who is refused first, seeing that nothing changes, then the others, undone. */
  async differences(name: string, trials: readonly Trial[]): Promise<string[]> {
    const { admin, trial } = this.swept;
    const different: string[] = [];
    const hear = async ({ label, expected, run }: Trial) => {
      const heard = await run();
      const fits = heard === expected || (expected === "open" && /^(yes|absent)$/.test(heard));
      if (!fits) different.push(`${name} for ${label}: ${heard}, not ${expected}`);
    };
    const refused = trials.filter(({ expected }) => isRefused(expected));
    const before = await contentsOf(admin, traceOf);
    await together(refused, hear);
    const changed = changedTables(before, await contentsOf(admin, traceOf));
    if (changed.length > 0) different.push(`${name}: a refused request changed ${changed}`);
    trial.undo(true);
    const others = trials.filter((each) => !refused.includes(each));
    await together(others, hear);
    trial.undo(false);
    return different;
  }
}

/** What differs between two answers besides what was asked and the request's own id. */
export function comparable(answer: LightMyRequestResponse, ids: Ids): string {
  const { date: _, "content-length": __, "x-request-id": id, ...headers } = answer.headers;
  const request = [String(id), ...Object.values(ids).filter((value) => value.length > 6)];
  // A ruling gets its id when its form is drawn, and a filing its key, so that a second click does nothing again.
  const drawn = (text: string) =>
    text.replace(/(name=\\?"(?:rulingId|idempotencyKey)\\?" value=\\?")[^"\\]+/g, "$1…");
  const cut = (text: string) =>
    drawn(request.reduce((left, each) => left.replaceAll(each, "…"), text));
  return cut(JSON.stringify([answer.statusCode, headers, answer.body]));
}

const aWord = { word: "", of: "" };

/** The rows that a person may change with no permission asked: of their own cases, of their own side. */
export function ownRows(swept: Swept, persona: Persona, target: Target) {
  const on = (caseId: string, side: string) => persona.mayRead({ ...aWord, caseId, side }, target);
  const cases = [...swept.targets, swept.foreign];
  const whole = cases.filter(({ caseId }) => on(caseId, "staff")).map(({ caseId }) => caseId);
  const sides = cases.flatMap(({ caseId, reporter, vendor, maskedVendor, customer }) =>
    [reporter, vendor, maskedVendor, customer].flatMap(({ partyId }) =>
      on(caseId, partyId) ? { caseId, partyId } : [],
    ),
  );
  const list = (ids: readonly string[]) => ids.map((id) => `'${id}'`).join(", ") || "null";
  return (table: string, columns: ReadonlySet<string>): string | null => {
    // What is refused is on record too.
    if (!columns.has("case_id") || table === "access_events") return null;
    const of = `case_id is null or case_id in (${list(whole)})`;
    // The chain and the queue of a case belong to no side: whoever says something on theirs moves them.
    const half = sides.map(({ caseId }) => caseId);
    if (!columns.has("side_id")) return `${of} or case_id in (${list(half)})`;
    return `${of} or side_id in (${list(sides.map(({ partyId }) => partyId))})`;
  };
}

/** A few at a time: one process asks, and the database has another core. */
export async function together<T>(
  all: readonly T[],
  work: (each: T) => Promise<void>,
): Promise<void> {
  const left = [...all];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: 6 }, worker));
}
