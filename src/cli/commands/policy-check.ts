/**
 * `parley policy check FILE…` says whether policy files hold, and what they promise. Needs no
 * server; reads nothing but the files.
 */
import type { Command } from "commander";
import { lengthInWords } from "../../core/clocks/length.ts";
import { promiseIds } from "../../core/clocks/promises.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { wordingOf } from "../../core/policy/promise-terms.ts";
import { type PolicyFileFinding, readPolicyFile } from "../../policy-file.ts";

/** Adds the command under `parley policy`; its answer becomes the exit code of the process. */
export function addPolicyCheckCommand(parent: Command): void {
  parent
    .command("check")
    .description("check policy files and list their promises")
    .argument("<files...>", "policy files (YAML)")
    .option("--json", "one JSON object a line")
    .addHelpText("after", helpText)
    .action(async (files: string[], options: { json?: boolean }) => {
      const answers = await Promise.all(files.map(checkPolicyFile));
      const show = options.json ? JSON.stringify : inWords;
      process.stdout.write(answers.map((answer) => `${show(answer)}\n`).join(""));
      process.exitCode = answers.every((answer) => answer.valid) ? 0 : 1;
    });
}

const helpText = `
Prints, for each file in turn, with --json:
  {file, valid, errors:[{rule, path, file, line, message}], promises:[{promise, from, within, rule,
   basis, wording, bySeverity, satisfiedBy, requirements}]}

  file     of an error: that of the parent, where the mistake is in a text that is inherited
  basis    whose number it is: text, rule, agreed, target
  wording  how people outside are told the number: promised, aimed-at, unsaid

Exit: 0 all are valid, 1 some are not, 2 wrong usage.`;

export type PolicyCheck = {
  file: string;
  valid: boolean;
  errors: readonly PolicyFileFinding[];
  promises: readonly object[];
};

/** What is wrong with the file, or what the policy in it promises. */
export async function checkPolicyFile(file: string): Promise<PolicyCheck> {
  const read = await readPolicyFile(file);
  if ("findings" in read) return { file, valid: false, errors: read.findings, promises: [] };
  return { file, valid: true, errors: [], promises: promisesOf(read.policy) };
}

function promisesOf(policy: Policy): object[] {
  return promiseIds.flatMap((promise) => {
    const terms = policy.promises[promise];
    if (!terms) return [];
    const { from, within, basis, bySeverity, satisfiedBy, requirements } = terms;
    const rule = lengthInWords(within);
    const wording = wordingOf(terms);
    return [{ promise, from, within, rule, basis, wording, bySeverity, satisfiedBy, requirements }];
  });
}

function inWords({ file, valid, errors, promises }: PolicyCheck): string {
  if (valid) return `${file}: valid, ${promises.length} promises`;
  return errors
    .map((error) => `${error.file}:${error.line}: ${error.message.replace(/\p{C}/gu, "?")}`)
    .join("\n");
}
