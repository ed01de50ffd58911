/**
 * `parley cvss [VECTOR…]` scores CVSS vectors from its arguments or from standard input, one a line.
 * Needs no server and no database, and never repairs a vector.
 */
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { Command } from "commander";
import { readCvss } from "../../core/severity/parse.ts";
import { scoreOf } from "../../core/severity/score.ts";

export type CvssIo = {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable;
};

/** Lines longer than this are no vectors; they are answered without being held in memory. */
const lineCharactersMax = 4096;
/** Output is gathered to about this size before it is written: one write a line is four times slower. */
const batchCharacters = 64 * 1024;
const echoCharactersMax = 300;

/** Adds the command to the program; its answer becomes the exit code of the process. */
export function addCvssCommand(program: Command): void {
  program
    .command("cvss")
    .description("score CVSS 2.0, 3.0, 3.1 and 4.0 vectors")
    .argument("[vectors...]", "vectors; without any, lines on standard input")
    .option("--json", "one JSON object a line")
    .addHelpText("after", helpText)
    .action(async (vectors: string[], options: { json?: boolean }) => {
      process.exitCode = await runCvss(vectors, process, { json: options.json === true });
    });
}

const helpText = `
Prints, for each vector in turn, with --json:
  {vector, version, base, temporal, environmental, threat, overall, severity}
  {vector, error} for what is not a vector of its version

  base           from the base metrics alone (4.0: CVSS-B)
  temporal       2.0 and 3.x: when a temporal metric is in the vector, even as Not Defined; else null
  environmental  2.0 and 3.x: when an environmental metric is in the vector, even as Not Defined; includes
                 the temporal metrics. 4.0: CVSS-BE, when an environmental metric is defined; else null
  threat         4.0: CVSS-BT, when Exploit Maturity (E) is defined; else null
  overall        the most specific of these that a defined metric calls for: environmental, else
                 temporal, else base; 4.0: of all metrics together (CVSS-BTE)
  severity       rating of overall: None, Low, Medium, High, Critical; 2.0: Low, Medium, High

Exit: 0 all are vectors, 1 some are not, 2 wrong usage.`;

/**
 * Scores the vectors, or each line of `stdin` when there are none (a line end is LF or CRLF; an empty
 * line is an empty vector), and writes one line each in the same order. See `helpText` for the fields.
 * Answers the exit code: 0 all are vectors, 1 some are not, 2 nothing was given.
 */
export async function runCvss(
  vectors: readonly string[],
  io: CvssIo,
  options: { readonly json: boolean },
): Promise<number> {
  if (vectors.length === 0 && io.stdin.isTTY) {
    io.stderr.write("Give a vector, or lines on standard input: parley cvss [--json] [VECTOR…]\n");
    return 2;
  }
  const lines = vectors.length > 0 ? [vectors] : linesOf(io.stdin);
  const tally = { bad: 0 };
  const closed = new AbortController();
  io.stdout.on("error", (error) => closed.abort(error));
  try {
    for await (const text of answersTo(lines, options.json ? answerAsJson : answerAsText, tally)) {
      if (!(await write(io.stdout, text, closed.signal))) break;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== "read") throw error;
    io.stderr.write(`Standard input cannot be read (${codeOf(error)}).\n`);
    return 2;
  }
  // A reader that has seen enough (| head) closes the pipe: that ends the work, it is no error.
  if (closed.signal.aborted && codeOf(closed.signal.reason) !== "EPIPE") {
    io.stderr.write(`The answers cannot be written (${codeOf(closed.signal.reason)}).\n`);
    return 1;
  }
  return tally.bad === 0 ? 0 : 1;
}

/** The answers in batches, and in the tally how many vectors were bad. */
async function* answersTo(
  lines: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
  answer: (vector: string) => Answer,
  tally: { bad: number },
): AsyncGenerator<string> {
  let batch = "";
  for await (const some of lines) {
    for (const vector of some) {
      const { line, fine } = answer(vector);
      if (!fine) tally.bad += 1;
      batch += line;
      if (batch.length < batchCharacters) continue;
      yield batch;
      batch = "";
    }
  }
  if (batch !== "") yield batch;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? "unknown";
}

type Answer = { readonly line: string; readonly fine: boolean };

function answerAsJson(vector: string): Answer {
  const read = readCvss(vector);
  if ("fault" in read) {
    return {
      line: `${JSON.stringify({ vector: echo(vector), error: read.fault })}\n`,
      fine: false,
    };
  }
  return { line: `${JSON.stringify(scoreOf(read))}\n`, fine: true };
}

function answerAsText(vector: string): Answer {
  const read = readCvss(vector);
  if ("fault" in read) return { line: `${printable(echo(vector))}  ${read.fault}\n`, fine: false };
  const scores = scoreOf(read);
  const groups = (["base", "temporal", "threat", "environmental"] as const)
    .filter((group) => scores[group] !== null)
    .map((group) => `${group} ${scores[group]?.toFixed(1)}`);
  const head = `${scores.overall.toFixed(1)} ${scores.severity}`;
  return { line: `${head}  ${scores.vector}  (${groups.join(", ")})\n`, fine: true };
}

function echo(vector: string): string {
  return vector.length > echoCharactersMax ? `${vector.slice(0, echoCharactersMax)}…` : vector;
}

/** Escape sequences in somebody's file must not move the operator's cursor; JSON escapes them itself. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, "?");
}

/** Whether the reader is still there; waits until it has taken what was written. */
async function write(stdout: Writable, text: string, closed: AbortSignal): Promise<boolean> {
  if (closed.aborted || stdout.destroyed) return false;
  if (stdout.write(text)) return true;
  try {
    await once(stdout, "drain", { signal: closed });
    return true;
  } catch {
    return false;
  }
}

/** The lines of a stream, a chunk's worth at a time: an await per line would cost more than the scoring. */
async function* linesOf(stdin: Readable): AsyncGenerator<string[]> {
  stdin.setEncoding("utf8");
  let rest = "";
  for await (const chunk of stdin as AsyncIterable<string>) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    // An endless line keeps only what shows that it is too long.
    if (rest.length > lineCharactersMax) rest = rest.slice(0, lineCharactersMax);
    yield lines.map(withoutCarriageReturn);
  }
  if (rest !== "") yield [withoutCarriageReturn(rest)];
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
