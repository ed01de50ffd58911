/** What commands that touch a running or stopped Parley have in common: settings, server, output. */
import { askServer, ServerAway, type ServerRequest } from "../api/client.ts";
import { type Config, type Environment, readConfig } from "../config.ts";
import { commandLineSocket } from "../store/admin/command-line-socket.ts";

export interface Surroundings {
  readonly environment: Environment;
  now(): Date;
  out(text: string): void;
  err(text: string): void;
}

export const realSurroundings: Surroundings = {
  environment: process.env,
  now: () => new Date(),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

/** Something that ends a command with a sentence and an exit code. */
export class CommandEnd extends Error {
  override readonly name = "CommandEnd";
  readonly exitCode: 1 | 2;

  constructor(exitCode: 1 | 2, sentence: string) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

/** The settings of the environment; throws ConfigProblems. */
export function settingsOf(around: Surroundings): Config {
  return readConfig(around.environment);
}

/** The running server's answer, undefined where none runs; ends the command where it refuses. */
export async function fromServerIfRunning(
  around: Surroundings,
  asked: ServerRequest,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  try {
    return await answerOf(around, asked);
  } catch (error) {
    if (!(error instanceof ServerAway)) throw error;
    return undefined;
  }
}

/** The running server's answer; ends the command where none runs, or where it refuses. */
export async function fromServer(
  around: Surroundings,
  asked: ServerRequest,
): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await answerOf(around, asked);
  } catch (error) {
    if (!(error instanceof ServerAway)) throw error;
    const { dataDirectory } = settingsOf(around);
    throw new CommandEnd(
      1,
      `Parley is not running on ${dataDirectory}. Start it with "parley start", or set PARLEY_DATA to the directory it runs on.`,
    );
  }
}

async function answerOf(around: Surroundings, asked: ServerRequest) {
  const { dataDirectory } = settingsOf(around);
  const { status, body } = await askServer(await commandLineSocket(dataDirectory), asked);
  if (status < 400) return body;
  throw new CommandEnd(1, String(body.message ?? `The server answered ${status}.`));
}
