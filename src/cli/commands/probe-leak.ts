/** `parley probe leak` looks for words that nobody should find, wherever Parley writes. */
import { randomBytes } from "node:crypto";
import type { Command } from "commander";
import { wordLengthMin } from "../../lib/word-forms.ts";
import { probeDataForLeak } from "../../store/admin/back-up-data.ts";
import { hasData } from "../../store/admin/open-database.ts";
import type { Leak, LeakSummary } from "../../store/admin/probe-leak.ts";
import { inBytes } from "../in-bytes.ts";
import { plainLine } from "../plain-line.ts";
import { progressTo } from "../progress.ts";
import { secretsIn } from "../secret-file.ts";
import { CommandEnd, type Surroundings, settingsOf } from "../surroundings.ts";

interface Options {
  readonly word: readonly string[];
  readonly wordFile?: string;
  readonly log: readonly string[];
  readonly json?: boolean;
}

export function addProbeLeakCommand(parent: Command, around: Surroundings): void {
  parent
    .command("leak")
    .description("look for words in data directory, dump, backup and logs")
    .option("--word <words...>", "a word, better not a secret one: a shell remembers it", [])
    .option("--word-file <file>", "words from a file, one a line; - for standard input")
    .option("--log <files...>", "log files, or folders with them", [])
    .option("--json", "one JSON object a line, the summary last")
    .addHelpText("after", helpText)
    .action(async (options: Options) => {
      process.exitCode = await probe(around, options);
    });
}

const helpText = `
Looks for each word in any case, as UTF-8, UTF-16, base 64, hexadecimal digits, URL-encoded, as JSON,
HTML and quoted-printable: in every file of the data directory, in every row of every table, in a
backup made for this, as it lies and opened, and in the logs that are named. Words are not repeated.

Prints, for each place, with --json:
  {kind, where, word, forms}
and at the end {leaked, found, files, tables, backupBytes, bytes}

  kind  file, table, backup or log
  word  which one of the words, from 1

Exit: 0 found nowhere, 1 found or not looked for, 2 wrong usage.`;

async function probe(around: Surroundings, options: Options): Promise<number> {
  const settings = settingsOf(around);
  const words = [...options.word, ...(options.wordFile ? await secretsIn(options.wordFile) : [])];
  if (words.length === 0) throw new CommandEnd(2, "Give a word, by --word-file or --word.");
  if (words.some((word) => word.length < wordLengthMin)) {
    throw new CommandEnd(2, `A word needs ${wordLengthMin} letters: shorter ones are everywhere.`);
  }
  if (!hasData(settings)) {
    throw new CommandEnd(1, `There is no data in ${settings.dataDirectory}.`);
  }
  const tell = progressTo(around);
  const summary = await probeDataForLeak(settings, {
    words,
    logs: options.log,
    now: around.now(),
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    progress: (what) => tell(`looking through ${what}`),
    report: (leak) =>
      around.out(options.json ? `${JSON.stringify(leak)}\n` : `${plainLine(placeInWords(leak))}\n`),
  });
  around.out(
    options.json
      ? `${JSON.stringify({ leaked: summary.found > 0, ...summary })}\n`
      : inWords(summary, words.length),
  );
  return summary.found > 0 ? 1 : 0;
}

const placeInWords = ({ kind, where, word, forms }: Leak) =>
  `FOUND word ${word} in ${kind} ${where}, as ${forms.join(" and ")}`;

function inWords({ found, files, tables, bytes }: LeakSummary, words: number): string {
  const looked = `${files} files and ${tables} tables, a backup among them: ${inBytes(bytes)}`;
  return found === 0
    ? `none of ${words} words is in ${looked}\n`
    : `LEAKED: ${found} places in ${looked}\n`;
}
