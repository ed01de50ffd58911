/** Where the demonstration is played: each step is done, looked at, and only then said. */
import { setTimeout as pause } from "node:timers/promises";
import { Refusal } from "../../core/refusal.ts";
import { CommandEnd } from "../surroundings.ts";

/** What a step did and what was seen of it. */
export interface Seen<T> {
  readonly value: T;
  /** What was observed, a line each. */
  readonly saw: readonly string[];
  /** Where a person can look at it. */
  readonly look?: string;
}

/** A step that was not seen to happen. The first one ends the play. */
export class StepFailed extends Error {
  override readonly name = "StepFailed";
}

/** Why something is not as it should be; the step that it happens in fails. */
export class NotSeen extends Error {
  override readonly name = "NotSeen";
}

export interface StageOptions {
  readonly json: boolean;
  readonly paceMs: number;
  readonly out: (text: string) => void;
}

export class Stage {
  private readonly options: StageOptions;
  private count = 0;

  constructor(options: StageOptions) {
    this.options = options;
  }

  /** Begins a new act of the play. */
  act(title: string): void {
    if (!this.options.json) this.options.out(`\n${title}\n`);
  }

  /** Does one step and says what was seen. Throws StepFailed where it was not. */
  async step<T>(title: string, work: () => Promise<Seen<T>>): Promise<T> {
    this.count += 1;
    if (this.count > 1) await pause(this.options.paceMs);
    try {
      const { value, saw, look } = await work();
      this.say(title, { ok: true, saw, ...(look ? { look } : {}) });
      return value;
    } catch (error) {
      const reason = reasonOf(error);
      this.say(title, { ok: false, saw: [reason] });
      throw new StepFailed(`${title}: ${reason}`, { cause: error });
    }
  }

  private say(title: string, step: { ok: boolean; saw: readonly string[]; look?: string }): void {
    const { json, out } = this.options;
    if (json) out(`${JSON.stringify({ step: this.count, title, ...step })}\n`);
    else out(inWords(this.count, title, step));
  }
}

function inWords(
  count: number,
  title: string,
  { ok, saw, look }: { ok: boolean; saw: readonly string[]; look?: string },
): string {
  const lines = [
    `${String(count).padStart(2)}. ${ok ? "" : "NOT SEEN: "}${title}`,
    ...saw.map((line) => `      ${line}`),
    ...(look ? [`      look: ${look}`] : []),
  ];
  return `${lines.map((line) => line.replace(/[^\P{C}\n]/gu, "?")).join("\n")}\n`;
}

function reasonOf(error: unknown): string {
  const own = [NotSeen, CommandEnd, Refusal].some((each) => error instanceof each);
  if (own) return (error as Error).message;
  // What fetch and the mail transport throw where nobody listens, or somebody does not answer.
  const { cause = error, name } = error as Error;
  const { code = name } = cause as NodeJS.ErrnoException;
  if (/^(E[A-Z]+|TypeError|TimeoutError)$/.test(code)) {
    return `the server cannot be reached (${(cause as Error).message})`;
  }
  return String(error);
}

/** Asks until there is an answer; the worker needs a moment for its jobs. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  withinMs = 60_000,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new NotSeen(`${what} was not seen within a minute`);
    await pause(100);
  }
}

export function mustHold(holds: boolean, otherwise: string): void {
  if (!holds) throw new NotSeen(otherwise);
}
