/**
 * The structured log: one JSON object a line. It never carries a body, an address, a cookie or a
 * query, and of an error only what was written by us, not what was sent to us.
 */
import { type DestinationStream, type Logger, pino } from "pino";

export type Log = Logger;

/** Names under which a secret might be handed to the log by mistake. */
const secretNames = [
  "password",
  "token",
  "secret",
  "cookie",
  "authorization",
  "body",
  "email",
  "address",
  "subject",
  "text",
  // What plugins of the web server say at the finest level: cookies are keys, and addresses are people.
  "headers",
  "ip",
  "remoteAddress",
];

export function makeLog(
  options: { level?: string | undefined; destination?: DestinationStream | undefined } = {},
): Log {
  const settings = {
    level: options.level ?? "info",
    base: {},
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`]), censor: "[withheld]" },
    serializers: { err: loggedError },
  };
  return pino(settings, options.destination ?? linesTo(1));
}

/** While lines find no room, so much of them waits in memory; what comes after is let go. */
const waitingCharactersMax = 1_000_000;

/**
 * Writes each line at once to an open file. A log that finds no room (its disk is full) waits for
 * it, and never ends the process whose life it tells.
 */
export function linesTo(fd: number): DestinationStream {
  const lines = pino.destination({ fd, sync: true, maxLength: waitingCharactersMax });
  // Without a listener the first refused write would be an uncaught exception.
  lines.on("error", () => {});
  return lines;
}

export interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly errorCode?: string;
  readonly frames: readonly string[];
  readonly cause?: LoggedError;
  /** Of an error that holds several: the first of them. */
  readonly errors?: readonly LoggedError[];
}

/** More of one error's errors tell nobody more. */
const errorsMax = 20;

/** An error as it may be logged: type, our own message, its code and where it came from. */
export function loggedError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "not an error", frames: [] };
  const code = (error as { code?: unknown }).code;
  return {
    type: error.constructor.name,
    message: messageWithoutContent(error),
    ...(typeof code === "string" ? { errorCode: code } : {}),
    // The head of a stack repeats the message; only the frames are kept.
    frames: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 30),
    ...(error.cause === undefined ? {} : { cause: loggedError(error.cause) }),
    ...(error instanceof AggregateError
      ? { errors: error.errors.slice(0, errorsMax).map(loggedError) }
      : {}),
  };
}

// PostgreSQL quotes the offending value in its message, and JSON.parse a piece of the text.
function messageWithoutContent(error: Error): string {
  if ("severity" in error && "routine" in error) {
    const { table, constraint } = error as { table?: string; constraint?: string };
    return ["database error", table, constraint].filter(Boolean).join(" ");
  }
  return error instanceof SyntaxError ? "malformed text" : error.message;
}
