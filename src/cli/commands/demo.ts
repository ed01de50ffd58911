/**
 * `parley demo` plays one vulnerability through a running demonstration: encrypted mails made on
 * the spot, every deed by its seat, every result fetched and checked. It says only what it saw.
 */
import { type Command, InvalidArgumentError } from "commander";
import { play } from "../demo/play.ts";
import { byLmtp, bySocket, type LmtpServer } from "../demo/post-office.ts";
import { SiteVisitor } from "../demo/site-visitor.ts";
import { Stage, StepFailed } from "../demo/stage.ts";
import { type Surroundings, settingsOf } from "../surroundings.ts";

interface Options {
  readonly pace: number;
  readonly url?: string;
  readonly lmtp?: LmtpServer;
  readonly json?: boolean;
}

export function addDemoCommand(program: Command, around: Surroundings): void {
  program
    .command("demo")
    .description("play the whole journey of a vulnerability on a running demonstration")
    .option("--pace <seconds>", "wait so long between two steps", secondsFrom, 0)
    .option("--url <url>", "where the demonstration is; by default where the settings say", urlFrom)
    .option("--lmtp <host:port>", "hand mail in by LMTP instead of the socket", lmtpFrom)
    .option("--json", "one JSON object a line")
    .addHelpText("after", helpText)
    .action(async (options: Options) => {
      process.exitCode = await runDemo(options, around);
    });
}

const helpText = `
Prints, for each step in turn, with --json:
  {step, title, ok, saw:[…], look}

  saw   what was observed, in words
  look  an address to look at

Mail is handed in through the socket in PARLEY_DATA, as "parley mail ingest" does, or by LMTP.

Exit: 0 every step was seen, 1 one was not (it is named, and the play ends), 2 wrong usage.`;

/** Plays it; answers the exit code. */
export async function runDemo(options: Options, around: Surroundings): Promise<number> {
  const { pace, json = false, lmtp } = options;
  const stage = new Stage({ json, paceMs: pace * 1_000, out: around.out });
  const visitor = new SiteVisitor(options.url ?? addressOf(around));
  try {
    await play(stage, visitor, lmtp ? byLmtp(lmtp) : bySocket(around));
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    around.err(`The play ended: ${error.message}\n`);
    return 1;
  }
  if (!json) around.out("\nEvery step was seen.\n");
  return 0;
}

function addressOf(around: Surroundings): string {
  const { baseUrl, port } = settingsOf(around);
  return baseUrl ?? `http://localhost:${port}`;
}

function secondsFrom(text: string): number {
  const seconds = /^\d{1,4}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
  if (seconds <= 3_600) return seconds;
  throw new InvalidArgumentError("Give seconds from 0 to 3600.");
}

function urlFrom(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ["http:", "https:"].includes(url.protocol)) return url.origin;
  throw new InvalidArgumentError("Give an address such as http://localhost:8080.");
}

function lmtpFrom(text: string): LmtpServer {
  const [, host, port] = /^([\w.-]+|\[[0-9a-f:]+\]):(\d{1,5})$/i.exec(text) ?? [];
  if (host && port) return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
  throw new InvalidArgumentError("Give a host and a port, such as 127.0.0.1:2424.");
}
