/** `parley policy diff BEFORE AFTER` says what readers of the policy are told otherwise. Needs no server. */
import type { Command } from "commander";
import { comparePolicies, type PolicyChange } from "../../core/policy/compare.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { readPolicyFile } from "../../policy-file.ts";
import { CommandEnd, type Surroundings } from "../surroundings.ts";

/** Adds the command under `parley policy`. */
export function addPolicyDiffCommand(parent: Command, around: Surroundings): void {
  parent
    .command("diff")
    .description("say what two policy files tell their readers differently")
    .argument("<before>", "policy file (YAML)")
    .argument("<after>", "policy file (YAML)")
    .option("--json", "one JSON object")
    .addHelpText("after", helpText)
    .action(async (before: string, after: string, options: { json?: boolean }) => {
      const compared = comparePolicies(await policyIn(before), await policyIn(after));
      const { told, untold } = compared;
      const lines = [...told.map(inWords), `settings that no page tells: ${untold} differ`];
      around.out(options.json ? `${JSON.stringify(compared)}\n` : `${lines.join("\n")}\n`);
    });
}

const helpText = `
Prints with --json: {told:[{path, setting, item, kind, before, after}], untold}

  kind    added, removed, changed
  untold  how many settings differ that no public page tells, such as targets

Exit: 0 compared, whether they differ or not, 1 a file is not valid, 2 wrong usage.`;

async function policyIn(file: string): Promise<Policy> {
  const read = await readPolicyFile(file);
  if ("policy" in read) return read.policy;
  const lines = read.findings.map((at) => `${at.file}:${at.line}: ${at.message}`);
  throw new CommandEnd(1, lines.join("\n"));
}

function inWords(change: PolicyChange): string {
  const { path } = change;
  if (change.kind === "added") return `+ ${path}: ${JSON.stringify(change.after)}`;
  if (change.kind === "removed") return `- ${path}: ${JSON.stringify(change.before)}`;
  return `~ ${path}: ${JSON.stringify(change.before)} -> ${JSON.stringify(change.after)}`;
}
