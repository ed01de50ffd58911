/**
 * `parley import epss FILE` and `parley import kev FILE` read public lists from files and give them to
 * the running server. They fetch nothing: where the file comes from is the operator's to say.
 */
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import type { Command } from "commander";
import { jsonBody } from "../../api/client.ts";
import type { ListFault, Loaded } from "../../core/advice/advice-list.ts";
import { readEpss } from "../../formats/advice/epss.ts";
import { readKev } from "../../formats/advice/kev.ts";
import { CommandEnd, fromServer, type Surroundings } from "../surroundings.ts";

/** Unpacked; the list of a day has about 10 MB. */
const textBytesMax = 120 * 1024 * 1024;

export function addImportAdviceCommands(parent: Command, around: Surroundings): void {
  parent
    .command("epss")
    .description("load a day's list of EPSS: how likely vulnerabilities are attacked")
    .argument("<file>", "FIRST's CSV, as it is or packed (.gz)")
    .option("--json", "one JSON object")
    .addHelpText("after", helpText)
    .action(async (path: string, { json }: { json?: boolean }) => {
      const list = loaded(path, readEpss(await textOf(path)));
      await give(around, "epss", list, {}, json);
    });
  parent
    .command("kev")
    .description("load a list of vulnerabilities that are known to be exploited")
    .argument("<file>", "JSON as CISA or the EU publish it, as it is or packed (.gz)")
    .option("--list <whose>", "whose list it is: cisa or eu", "cisa")
    .option("--json", "one JSON object")
    .addHelpText("after", helpText)
    .action(async (path: string, { json, list: whose }: { json?: boolean; list: string }) => {
      if (whose !== "cisa" && whose !== "eu") throw new CommandEnd(2, "--list is cisa or eu.");
      const list = loaded(path, readKev(await textOf(path), new Date()));
      await give(around, "kev", list, { list: whose }, json);
    });
}

const helpText = `
The list takes the place of the one before it, whole or not at all. Pages of a case show what it says
of the case's CVE ids, with its day.

Prints with --json {entries, asOf}. Exit: 0 loaded, 1 the file is no such list, 2 wrong usage.`;

function loaded<Line>(path: string, list: Loaded<Line> | ListFault): Loaded<Line> {
  if ("lines" in list) return list;
  const where = list.line === null ? "" : ` line ${list.line}:`;
  throw new CommandEnd(1, `${path}:${where} ${list.fault} Nothing was loaded.`);
}

async function textOf(path: string): Promise<string> {
  try {
    const bytes = await readFile(path);
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const plain = isPacked ? gunzipSync(bytes, { maxOutputLength: textBytesMax }) : bytes;
    if (plain.length > textBytesMax) throw new CommandEnd(2, `${path} is larger than 120 MB.`);
    return new TextDecoder("utf-8", { fatal: true }).decode(plain);
  } catch (error) {
    if (error instanceof CommandEnd) throw error;
    const { code } = error as { code?: string };
    throw new CommandEnd(2, `${path} cannot be read (${code}).`);
  }
}

async function give(
  around: Surroundings,
  list: "epss" | "kev",
  { asOf, lines }: Loaded<object>,
  more: object,
  json: boolean | undefined,
): Promise<void> {
  const body = jsonBody({ asOf: asOf.toISOString(), lines, ...more });
  const done = await fromServer(around, {
    method: "POST",
    path: `/command-line/advice/${list}`,
    body,
  });
  const found = { entries: Number(done.entries), asOf: asOf.toISOString() };
  around.out(
    json
      ? `${JSON.stringify(found)}\n`
      : `${found.entries} entries of ${found.asOf.slice(0, 10)} are loaded.\n`,
  );
}
