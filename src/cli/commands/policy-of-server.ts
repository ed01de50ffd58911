/**
 * `parley policy status`, `load` and `show`: which policy the running server follows, and having
 * it read a text. A text is read with its parents' here, and judged there.
 */
import type { Command } from "commander";
import { jsonBody } from "../../api/client.ts";
import { type PolicyProblem, problemInWords } from "../../core/policy/policy-problem.ts";
import { readPolicyFile } from "../../policy-file.ts";
import { CommandEnd, fromServer, type Surroundings } from "../surroundings.ts";

type Json = { json?: boolean };

/** Adds the three commands under `parley policy`. */
export function addPolicyServerCommands(parent: Command, around: Surroundings): void {
  parent
    .command("status")
    .description("say which version is in force, and whether the policy file is followed")
    .option("--json", "one JSON object")
    .addHelpText("after", statusHelp)
    .action(async (options: Json) => {
      const answer = await ask(around, "GET", "");
      tellStatus(around, answer, options);
      endWhereNotFollowed(answer);
    });
  parent
    .command("load")
    .description("have the running server read its policy file again, or add a version")
    .argument("[file]", "a further version to add, later or earlier ones alike")
    .option("--json", "one JSON object")
    .addHelpText("after", loadHelp)
    .action(async (file: string | undefined, options: Json) => {
      const answer = file ? await sendText(around, file) : await ask(around, "POST", "/reload");
      tellStatus(around, answer, options);
      // What is wrong with the server's own file is no fault of a further text.
      if (!file) endWhereNotFollowed(answer);
    });
  parent
    .command("show")
    .description("print the text of a version as the running server keeps it")
    .option("--version <number>", "another version than the one in force")
    .option("--json", "one JSON object")
    .addHelpText("after", showHelp)
    .action(async (options: Json & { version?: string }) => {
      const number = options.version ?? (await versionInForce(around));
      const path = `/versions/${encodeURIComponent(number)}`;
      const kept = await ask(around, "GET", path);
      around.out(options.json ? `${JSON.stringify(kept)}\n` : String(kept.text));
    });
}

const statusHelp = `
Prints with --json: {file, inForce, versions:[{name, version, inForceFrom}], problem}

  problem  null, or {since, file, line, says, more}: why the policy file is not followed

Exit: 0 the file is followed, 1 it is not or no server runs, 2 wrong usage.`;

const loadHelp = `
Without a file, the server reads the one that PARLEY_POLICY names, as it does by itself within a
minute of a change. With one, that version is added: it counts from its inForceFrom, and an
organisation that moves to Parley registers its earlier texts in this way. Cases keep the version
under which they began. A version that is there never changes its words.

Prints with --json what "policy status" prints; with a file {added, …} too.

Exit: 0 done, 1 the text is refused or no server runs, 2 wrong usage.`;

const showHelp = `
Prints the whole text, with those of its parents where it inherits; with --json: {name, version, text}

Exit: 0 printed, 1 there is no such version or no server runs, 2 wrong usage.`;

type Answer = Readonly<Record<string, unknown>>;

function ask(around: Surroundings, method: "GET" | "POST", path: string, body?: object) {
  const sent = body ? { body: jsonBody(body) } : {};
  return fromServer(around, { method, path: `/command-line/policy${path}`, ...sent });
}

async function sendText(around: Surroundings, file: string): Promise<Answer> {
  const read = await readPolicyFile(file);
  if ("findings" in read) {
    const lines = read.findings.map((at) => `${at.file}:${at.line}: ${at.message}`);
    throw new CommandEnd(1, lines.join("\n"));
  }
  return ask(around, "POST", "/versions", { text: read.text });
}

async function versionInForce(around: Surroundings): Promise<string> {
  const { inForce } = (await ask(around, "GET", "")) as { inForce?: { version?: number } };
  return String(inForce?.version);
}

interface Status {
  readonly file: string;
  readonly inForce: Named;
  readonly versions: readonly Named[];
  readonly problem: PolicyProblem | null;
}

interface Named {
  readonly name: string;
  readonly version: number;
  readonly inForceFrom: string;
}

function tellStatus(around: Surroundings, answer: Answer, options: Json): void {
  around.out(options.json ? `${JSON.stringify(answer)}\n` : statusInWords(answer));
}

function statusInWords(answer: Answer): string {
  const { file, inForce, versions, problem } = answer as unknown as Status;
  const lines = [
    `${inForce.name} version ${inForce.version} is in force`,
    ...versions.map(({ version, inForceFrom }) => `  version ${version} from ${inForceFrom}`),
    ...(problem ? [] : [`the file ${file} is followed`]),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function endWhereNotFollowed(answer: Answer): void {
  const { problem, inForce } = answer as unknown as Status;
  if (!problem) return;
  const stays = `version ${inForce.version} stays in force`;
  throw new CommandEnd(1, `not followed, ${stays}: ${problemInWords(problem)}`);
}
