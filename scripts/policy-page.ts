/**
 * Writes the settings of a policy into docs/reference/policy.md: from the comments at the settings,
 * the schema of the file, the promises and the policies of this repository. `--check` only says
 * whether the page is stale.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promises } from "../src/core/clocks/promises.ts";
import type { Policy } from "../src/core/policy/policy.ts";
import { projectRoot } from "../src/lib/project-root.ts";
import { readPolicyFile } from "../src/policy-file.ts";
import { policyReference } from "./policy-reference.ts";
import { settingsOfSchema } from "./policy-schema.ts";
import { settingsOfType } from "./policy-type.ts";

const root = projectRoot();
const file = join(root, "docs", "reference", "policy.md");
const mark =
  "<!-- made by scripts/policy-page.ts from here on; edit the comments in src/core/policy -->\n";

/** The five that follow a published text, in the order of the requirements. */
const founding = ["ale", "alcatel-lucent", "telit", "certcc", "thales"];

/** The page as it stands, and as it should be. */
export async function policyPage(): Promise<{ before: string; after: string }> {
  const before = readFileSync(file, "utf8");
  const [head = ""] = before.split(mark);
  const policies = await Promise.all(founding.map(policyNamed));
  const settings = settingsOfType(root);
  const reference = policyReference({ settings, holdings: settingsOfSchema(), promises, policies });
  return { before, after: `${head}${mark}\n${reference}` };
}

async function policyNamed(name: string): Promise<Policy> {
  const read = await readPolicyFile(join(root, "policies", `${name}.yaml`));
  if ("policy" in read) return read.policy;
  throw new Error(`policies/${name}.yaml: ${read.findings[0]?.message}`);
}

if (import.meta.main) {
  const { before, after } = await policyPage();
  if (process.argv.includes("--check")) process.exitCode = after === before ? 0 : 1;
  else writeFileSync(file, after);
}
