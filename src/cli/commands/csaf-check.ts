/**
 * `parley csaf check FILE…` says whether files are valid CSAF 2.0 documents. Needs no server and
 * no network; reads nothing but the files.
 */
import { readFile } from "node:fs/promises";
import type { Writable } from "node:stream";
import type { Command } from "commander";
import type { Finding } from "../../core/finding.ts";
import { type CsafChecker, makeCsafChecker } from "../../formats/csaf/check-csaf.ts";

/** Adds the command under `parley csaf`; its answer becomes the exit code of the process. */
export function addCsafCheckCommand(parent: Command): void {
  parent
    .command("check")
    .description("check CSAF 2.0 documents: schema, mandatory rules, advice")
    .argument("<files...>", "CSAF documents (JSON)")
    .option("--json", "one JSON object a line")
    .addHelpText("after", helpText)
    .action(async (files: string[], options: { json?: boolean }) => {
      process.exitCode = await runCsafCheck(files, process.stdout, { json: options.json === true });
    });
}

const helpText = `
Prints, for each file in turn, with --json:
  {file, valid, errors:[{rule, path, message}], warnings:[{rule, path, message}]}

  rule  6.1.x mandatory (errors); 6.2.x optional and 6.3.x informative (warnings), by CSAF 2.0's
        numbers; schema, json, utf-8; file when it cannot be read; deadline, resources when the
        check could not be finished. 6.3.6 and 6.3.7 (dead links) and 6.3.8 (spelling) are not run.
  path  JSON Pointer into the document

Exit: 0 all are valid, 1 some are not, 2 wrong usage.`;

export interface CsafCheck {
  readonly file: string;
  readonly valid: boolean;
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/** Checks the files one after another and prints each as it is done. Answers the exit code. */
export async function runCsafCheck(
  files: readonly string[],
  out: Writable,
  { json }: { readonly json: boolean },
): Promise<number> {
  const checker = makeCsafChecker();
  let code = 0;
  try {
    for (const file of files) {
      const answer = await checkFile(checker, file);
      out.write(`${json ? JSON.stringify(answer) : inWords(answer)}\n`);
      if (!answer.valid) code = 1;
    }
  } finally {
    await checker.close();
  }
  return code;
}

async function checkFile(checker: CsafChecker, file: string): Promise<CsafCheck> {
  const read = await readText(file);
  if ("finding" in read) return { file, valid: false, errors: [read.finding], warnings: [] };
  const { valid, errors, warnings } = await checker.check(read.text);
  return { file, valid, errors, warnings };
}

async function readText(file: string): Promise<{ text: string } | { finding: Finding }> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown";
    return { finding: { rule: "file", path: "", message: `The file cannot be read (${code}).` } };
  }
  try {
    // RFC 8259 §8.1: JSON is UTF-8 without a byte order mark.
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { finding: { rule: "utf-8", path: "", message: "The file is not UTF-8 text." } };
  }
}

function inWords({ file, valid, errors, warnings }: CsafCheck): string {
  const lines = [
    `${file}: ${valid ? "valid" : "not valid"}, ${warnings.length} warnings`,
    ...errors.map((finding) => `  error    ${findingLine(finding)}`),
    ...warnings.map((finding) => `  warning  ${findingLine(finding)}`),
  ];
  // Names and paths are the file's own text: no control character of theirs reaches a terminal.
  return lines.map((line) => line.replace(/\p{C}/gu, "?")).join("\n");
}

function findingLine({ rule, path, message }: Finding): string {
  return `${rule} ${path === "" ? "" : `${path}: `}${message}`;
}
