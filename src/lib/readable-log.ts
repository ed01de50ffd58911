/** Turns the log's JSON lines into lines for the person who watches a terminal. */
import type { DestinationStream } from "pino";

interface Line {
  readonly level: string;
  readonly time: string;
  readonly msg?: string;
  readonly [fact: string]: unknown;
}

const colours: Readonly<Record<string, string>> = {
  debug: "\x1b[2m",
  info: "\x1b[36m",
  warn: "\x1b[33m",
  error: "\x1b[31m",
};

/** Time, level, message and facts on one line; frames of an error below it. */
export function readableLine(json: string): string {
  const { level, time, msg, err, ...facts } = JSON.parse(json) as Line;
  const words = Object.entries(facts).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const colour = colours[level] ?? "";
  const head = `\x1b[2m${time.slice(11, 19)}\x1b[0m ${colour}${level.padEnd(5)}\x1b[0m`;
  return `${[head, msg ?? "", ...words].join(" ")}\n${errorLines(err)}`;
}

function errorLines(err: unknown): string {
  if (typeof err !== "object" || err === null) return "";
  const { type, message, frames, cause } = err as Record<string, unknown>;
  const below = Array.isArray(frames) ? frames.slice(0, 6).map((frame) => `  ${frame}\n`) : [];
  return `  ${String(type)}: ${String(message)}\n${below.join("")}${errorLines(cause)}`;
}

export function readableLog(stream: NodeJS.WritableStream): DestinationStream {
  return { write: (json) => void stream.write(readableLine(json)) };
}
