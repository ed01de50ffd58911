/** `parley probe channel` tries each way in as a stranger would, and waits until its probes are back. */
import { setTimeout as pause } from "node:timers/promises";
import type { Command } from "commander";
import { CommandEnd, fromServer, type Surroundings } from "../surroundings.ts";

interface Options {
  readonly wait: string;
  readonly json?: boolean;
}

interface Answer {
  readonly channels: readonly {
    readonly channel: string;
    readonly sentAt: string;
    readonly cameAt: string | null;
    readonly tookMs: number | null;
    readonly refused: boolean;
  }[];
}

const path = "/command-line/probes";

export function addProbeChannelCommand(parent: Command, around: Surroundings): void {
  parent
    .command("channel")
    .description("report to ourselves by mail, form and API, and wait until it is back")
    .option("--wait <seconds>", "for so long, 1 to 3600", "60")
    .option("--json", "one JSON object")
    .addHelpText("after", helpText)
    .action(async (options: Options) => {
      process.exitCode = await probe(around, options);
    });
}

const helpText = `
Prints with --json: {back, channels:[{channel, sentAt, cameAt, tookMs, refused}]}

  back      whether the probes of all channels came back in time
  channel   mail for the report address, mail:NAME for a mailbox, form, api
  cameAt    when the probe came back; null where it did not in time
  tookMs    milliseconds that it was on its way
  refused   whether form or API did not take it; that is not waited for

Exit: 0 all came back, 1 one did not, there is no channel, or no server runs, 2 wrong usage.`;

async function probe(around: Surroundings, { wait, json }: Options): Promise<number> {
  const seconds = /^\d{1,4}$/.test(wait) ? Number(wait) : 0;
  if (seconds < 1 || seconds > 3_600) throw new CommandEnd(2, "--wait takes 1 to 3600 seconds.");
  const began = await fromServer(around, { method: "POST", path });
  // The server on the socket is this same program: what it answers is what its route sends.
  const sent = new Map((began as unknown as Answer).channels.map((each) => [each.channel, each]));
  if (sent.size === 0) {
    throw new CommandEnd(
      1,
      "There is no channel to probe: this server is a demonstration or in shadow mode, or has probes switched off.",
    );
  }
  const end = performance.now() + seconds * 1_000;
  for (;;) {
    const { channels } = (await fromServer(around, { method: "GET", path })) as unknown as Answer;
    const rows = channels.map((row) => sinceThen(row, sent.get(row.channel)?.sentAt ?? ""));
    const back = rows.every(({ cameAt }) => cameAt !== null);
    const settled = rows.every(({ cameAt, refused }) => cameAt !== null || refused);
    if (settled || performance.now() > end) {
      around.out(json ? `${JSON.stringify({ back, channels: rows })}\n` : inWords(rows));
      return back ? 0 : 1;
    }
    await pause(500);
  }
}

/** A probe that came back before this one left says nothing of it. */
function sinceThen(row: Answer["channels"][number], sentAt: string) {
  const { channel, cameAt, tookMs, refused } = row;
  const isBack = cameAt !== null && cameAt >= sentAt;
  const came = { cameAt: isBack ? cameAt : null, tookMs: isBack ? tookMs : null };
  return { channel, sentAt, ...came, refused };
}

function inWords(rows: readonly ReturnType<typeof sinceThen>[]): string {
  const lines = rows.map(({ channel, cameAt, tookMs, refused }) => {
    if (cameAt !== null) return `${channel}: back after ${((tookMs ?? 0) / 1000).toFixed(1)} s`;
    return `${channel}: ${refused ? "not taken" : "not back"}`;
  });
  return lines.map((line) => `${line}\n`).join("");
}
