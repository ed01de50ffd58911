/**
 * `parley import mbox FILE` and `parley import maildir DIR` take an existing mailbox over: threads
 * become cases of the running server, each whole or not at all. Nothing is sent to anybody.
 */
import type { Command } from "commander";
import { jsonBody } from "../../api/client.ts";
import { type ArchivedHead, threadsIn } from "../../core/mail/archive-threads.ts";
import { encryptedMailBytesMax } from "../../core/mail/mail-size.ts";
import { type MailArchive, openMaildir, openMbox } from "../mail-archive.ts";
import { CommandEnd, fromServer, type Surroundings, settingsOf } from "../surroundings.ts";

interface Options {
  readonly ours: readonly string[];
  readonly since?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

type Open = (path: string, bytesMax: number) => Promise<MailArchive>;

export function addImportCommands(parent: Command, around: Surroundings): void {
  const add = (name: string, argument: string, description: string, open: Open) =>
    parent
      .command(name)
      .description(description)
      .argument(argument)
      .option("--ours <address>", "a further address of the team; may be given again", gather, [])
      .option("--since <date>", "only threads with a mail on that day (YYYY-MM-DD) or later")
      .option("--dry-run", "say what would be taken over")
      .option("--json", "one JSON object a line")
      .addHelpText("after", helpText)
      .action(async (path: string, options: Options) => {
        process.exitCode = await takeOver(await opened(open, path, around), options, around);
      });
  add("mbox", "<file>", "take a mailbox file (mbox) over", openMbox);
  add("maildir", "<directory>", "take a maildir over", openMaildir);
}

const helpText = `
Each thread becomes a case, with its mails in their order and with their dates. Nothing is sent, no
promise begins, and the same mail again changes nothing.

Prints with --json a line for each thread, and one at the end:
  {thread, state, reference, added, known} or {thread, state: "failed", error}
  {threads, imported, known, failed, mails, problems}

  thread  the Message-ID of its first mail
  state   imported, known (all of it is there already) or failed

Exit: 0 everything is there, 1 something failed, 2 wrong usage.`;

function gather(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

async function opened(open: Open, path: string, around: Surroundings): Promise<MailArchive> {
  try {
    return await open(path, encryptedMailBytesMax(settingsOf(around).mailBytesMax));
  } catch (error) {
    const { code } = error as { code?: string };
    if (!code) throw error;
    throw new CommandEnd(2, `${path} cannot be read (${code}).`);
  }
}

interface Tally {
  imported: number;
  known: number;
  failed: number;
  mails: number;
}

async function takeOver(
  archive: MailArchive,
  options: Options,
  around: Surroundings,
): Promise<0 | 1> {
  try {
    const since = sinceOf(options.since);
    const threads = threadsIn(archive.heads).filter((thread) =>
      thread.some(({ date }) => since === null || (date !== null && date >= since)),
    );
    const errors = [...archive.problems];
    const tally: Tally = { imported: 0, known: 0, failed: 0, mails: 0 };
    const progress = progressOf(around, threads.length, options.json === true);
    for (const thread of options.dryRun ? [] : threads) {
      const line = await takeThread(archive, thread, options, around);
      if (line.state === "failed") errors.push(`${line.thread}: ${line.error}`);
      tally[line.state] += 1;
      tally.mails += line.state === "imported" ? line.added : 0;
      if (options.json) around.out(`${JSON.stringify(line)}\n`);
      progress();
    }
    tellEnd(
      around,
      options,
      { threads: threads.length, ...tally, problems: archive.problems.length },
      errors,
    );
    return errors.length > 0 ? 1 : 0;
  } finally {
    await archive.close();
  }
}

function sinceOf(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime())) {
    throw new CommandEnd(2, "--since should be a day such as 2025-01-31.");
  }
  return date;
}

type Line =
  | {
      thread: string;
      state: "imported" | "known";
      reference: unknown;
      added: number;
      known: number;
    }
  | { thread: string; state: "failed"; error: string };

/** What one request carries at most; base 64 makes it a third more. */
const threadBytesMax = 128 * 1024 * 1024;

async function takeThread(
  archive: MailArchive,
  thread: readonly ArchivedHead[],
  { ours }: Options,
  around: Surroundings,
): Promise<Line> {
  const [first] = thread;
  const name = first?.messageId ?? `mail ${(first?.index ?? 0) + 1}`;
  try {
    const mails: string[] = [];
    let bytes = 0;
    for (const head of thread) {
      const raw = await archive.rawOf(head);
      bytes += raw.length;
      if (bytes > threadBytesMax) {
        return { thread: name, state: "failed", error: "The thread is larger than 128 MiB." };
      }
      mails.push(raw.toString("base64"));
    }
    const path = "/command-line/import-thread";
    const body = jsonBody({ mails, ours });
    const { reference, added, known } = await fromServer(around, { method: "POST", path, body });
    const state = added === 0 ? "known" : "imported";
    return { thread: name, state, reference, added: Number(added), known: Number(known) };
  } catch (error) {
    if (!(error instanceof CommandEnd)) throw error;
    return { thread: name, state: "failed", error: error.message };
  }
}

/** On a terminal one line that changes; elsewhere a line each twentieth. */
function progressOf({ err }: Surroundings, all: number, quiet: boolean): () => void {
  let done = 0;
  let told = 0;
  return () => {
    done += 1;
    const part = Math.floor((done * 20) / all);
    if (quiet) return;
    if (process.stderr.isTTY) err(`\r${done} of ${all} threads${done === all ? "\n" : ""}`);
    else if (part > told) err(`${done} of ${all} threads (${part * 5} %)\n`);
    told = part;
  };
}

function tellEnd(
  { out, err }: Surroundings,
  { json, dryRun }: Options,
  tally: Tally & { threads: number; problems: number },
  errors: readonly string[],
): void {
  if (json) out(`${JSON.stringify(tally)}\n`);
  else if (dryRun) out(`${tally.threads} threads would be taken over.\n`);
  else {
    const { imported, known, failed, mails } = tally;
    out(
      `${imported} threads taken over (${mails} mails), ${known} were there, ${failed} failed.\n`,
    );
  }
  for (const error of errors) err(`${error}\n`);
}
