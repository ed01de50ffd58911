/**
 * `parley import catalogue FILE` gives a file to the running server, and tells how far it is and what
 * is wrong with it. `parley export catalogue` writes the file that an import reads again.
 */
import { readFile, writeFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Command } from "commander";
import { jsonBody } from "../../api/client.ts";
import { importBytesMax } from "../../core/imports/import-row.ts";
import { CommandEnd, fromServer, type Surroundings } from "../surroundings.ts";

interface Options {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** What a kind of import is called, and what its help says of it. */
export interface FileImport {
  readonly kind: "catalogue" | "cases" | "reports";
  readonly description: string;
  readonly more: string;
  /** Options of this kind alone, and what they add to what is asked. */
  readonly options?: (command: Command) => Command;
  readonly asks?: (options: Readonly<Record<string, unknown>>) => Record<string, unknown>;
}

export const importOfCatalogue: FileImport = {
  kind: "catalogue",
  description: "take over a catalogue of products and versions",
  more: `
The whole file is imported, or with one fault nothing of it. What it does not name stays, and what it
leaves empty stays as it is: "parley export catalogue --csv" shows the columns.
`,
};

export const importOfCases: FileImport = {
  kind: "cases",
  description: "take over cases of another tool",
  more: `
Each row is a case, imported whole or not at all; a row with a fault is left out and told. Nothing is
sent, no promise begins, and a reference that was imported before is left alone. The columns are in
docs/guides/old-cases.md.
`,
};

export function addImportFileCommand(
  parent: Command,
  around: Surroundings,
  about: FileImport,
): void {
  const command = parent
    .command(about.kind)
    .description(about.description)
    .argument("<file>", "CSV or JSON in UTF-8")
    .option("--dry-run", "say what would be changed and what is wrong; change nothing")
    .option("--json", "one JSON object a line")
    .addHelpText("after", `${about.more}${helpText}`);
  const { options: withMore = (plain: Command) => plain, asks = () => ({}) } = about;
  withMore(command).action(async (path: string, options: Options & Record<string, unknown>) => {
    const dryRun = options.dryRun === true;
    const more = asks(options);
    const text = await textOf(path);
    const asked = `/command-line/imports/${about.kind}` as const;
    const body = jsonBody({ ...more, text, dryRun });
    const { importId } = await fromServer(around, { method: "POST", path: asked, body });
    const found = await ended(String(importId), options, around);
    tell(found, dryRun, options, around);
    process.exitCode = found.state === "done" && found.faults.length === 0 ? 0 : 1;
  });
}

const helpText = `
Prints with --json each fault, and at the end what came of it:
  {line, column, field, problem}
  {importId, kind, dryRun, state, total, added, changed, same, faults}

Exit: 0 everything is there, 1 something is wrong with the file, 2 wrong usage.`;

async function textOf(path: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    if (bytes.length > importBytesMax) throw new CommandEnd(2, `${path} is larger than 20 MB.`);
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof CommandEnd) throw error;
    const { code } = error as { code?: string };
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
      throw new CommandEnd(2, `${path} is no text in UTF-8.`);
    }
    throw new CommandEnd(2, `${path} cannot be read (${code}).`);
  }
}

interface Found {
  readonly state: string;
  readonly done: number;
  readonly total: number | null;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly endedAt: string | null;
  /** Of an export alone. */
  readonly columns?: readonly string[];
  readonly leftOut?: number;
  readonly moved?: readonly {
    readonly number: string;
    readonly before: string | null;
    readonly after: string;
  }[];
  readonly faults: readonly {
    readonly line: number;
    readonly column: number;
    readonly field?: string;
    readonly problem: string;
  }[];
}

const pauseMs = 300;

/** Asks until it has ended; a line for each twentieth part, or on a terminal one that changes. */
async function ended(importId: string, { json }: Options, around: Surroundings): Promise<Found> {
  let told = 0;
  for (;;) {
    const path = `/command-line/imports/${importId}` as const;
    const found = (await fromServer(around, { method: "GET", path })) as unknown as Found;
    if (found.endedAt !== null) return found;
    const { done, total } = found;
    const part = total ? Math.floor((done * 20) / total) : 0;
    if (part > told && !json) around.err(`${done} of ${total} (${part * 5} %)\n`);
    told = part;
    await pause(pauseMs);
  }
}

function tell(found: Found, dryRun: boolean, { json }: Options, { out, err }: Surroundings): void {
  const { added, changed, same, faults, ...rest } = found;
  for (const fault of faults) {
    const { line, column, field, problem } = fault;
    if (json) out(`${JSON.stringify(fault)}\n`);
    else err(`line ${line}, column ${column}${field ? `, ${field}` : ""}: ${problem}\n`);
  }
  if (json) {
    out(`${JSON.stringify({ ...rest, added, changed, same, faults: faults.length })}\n`);
    return;
  }
  const would = dryRun ? "would be " : "";
  tellOfExport(found, out);
  if (found.state === "refused") out("Nothing was imported.\n");
  else if (found.state === "unmapped")
    out(`Say which column is what: ${found.columns?.join(", ")}\n`);
  else out(`${added} ${would}added, ${changed} ${would}changed, ${same} as they are.\n`);
}

function tellOfExport({ moved = [], leftOut = 0 }: Found, out: (text: string) => void): void {
  for (const { number, before, after } of moved) {
    out(`${number}: ${before ?? "not known"} → ${after}\n`);
  }
  if (leftOut > 0) out(`${leftOut} left out.\n`);
}

export function addExportCatalogueCommand(parent: Command, around: Surroundings): void {
  parent
    .command("catalogue")
    .description("write the whole catalogue as a file that an import reads again")
    .option("--csv", "as CSV; JSON unless told")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExit: 0 written, 1 no server runs or it refused, 2 wrong usage.")
    .option("--out <file>", "into this file; else to the standard output")
    .action(async (options: { csv?: boolean; out?: string }) => {
      const path = "/command-line/catalogue";
      const found = await fromServer(around, { method: "GET", path });
      const text = options.csv ? String(found.csv) : `${JSON.stringify(found.json, null, 2)}\n`;
      if (options.out === undefined) around.out(text);
      else await writeFile(options.out, text);
    });
}
