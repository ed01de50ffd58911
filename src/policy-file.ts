/**
 * Reads a policy file with the files of its parents beside it, as one text that says everything by
 * itself and can be read again for ever. Judges nothing that the format does not judge.
 */
import { readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Policy } from "./core/policy/policy.ts";
import {
  laidOver,
  type PolicyFinding,
  parentIn,
  readPolicy,
} from "./formats/policy/read-policy.ts";
import { projectRoot } from "./lib/project-root.ts";

/** A finding with the file of the family in which its line stands. */
export type PolicyFileFinding = PolicyFinding & { readonly file: string };

export type PolicyFileRead = {
  /** The file and its parents', the file first: whoever watches it watches them all. */
  readonly files: readonly string[];
} & ({ readonly policy: Policy; readonly text: string } | { findings: PolicyFileFinding[] });

/** A child of a child of a child … is a slip of the pen. */
const generationsMax = 5;

/** The policy of the file, or everything that is wrong with it. Never throws for what is in it. */
export async function readPolicyFile(file: string): Promise<PolicyFileRead> {
  const family = await familyOf(file);
  const files = [...family.members.map((member) => member.file), ...(family.missing ?? [])];
  if (family.problem) return { files, findings: [family.problem] };
  const oldestFirst = family.members.toReversed();
  const text = oldestFirst.map((member) => member.text).reduce(laidOver);
  const read = readPolicy(text);
  if ("policy" in read) return { files, policy: read.policy, text };
  return { files, findings: read.findings.map((finding) => inItsFile(finding, oldestFirst)) };
}

interface Member {
  readonly file: string;
  readonly text: string;
}

interface Family {
  /** The file, its parent, the parent's parent …; the last may be one that cannot be read. */
  readonly members: readonly Member[];
  readonly problem?: PolicyFileFinding;
  /** Where a parent was looked for in vain. */
  readonly missing?: readonly string[];
}

async function familyOf(file: string): Promise<Family> {
  const members: Member[] = [];
  for (let next = file; ; ) {
    const text = await textOf(next).catch((error: NodeJS.ErrnoException) => error);
    if (typeof text !== "string") {
      const problem = unreadable(next, text.code ?? "unknown");
      return { members: [...members, { file: next, text: "" }], problem };
    }
    members.push({ file: next, text });
    const parent = parentIn(text);
    if (!parent) return { members };
    const found = await parentFile(next, parent.name);
    const problem = problemWith(found, parent.name, members);
    if (problem || found === undefined) {
      const about = { rule: "policy.inherits", path: "/inherits", file: next, line: parent.line };
      const missing = found ? [] : [join(dirname(next), `${parent.name}.yaml`)];
      return { members, missing, problem: { ...about, message: `${problem}.` } };
    }
    next = found;
  }
}

/** No policy is so long: the largest that comes with Parley has a fortieth of it. */
const bytesMax = 2 * 1024 * 1024;

/** Never reads a device or a log to its end; a shell hands text over by a pipe. */
async function textOf(file: string): Promise<string> {
  const found = await stat(file);
  if (found.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
  if (!found.isFile() && !found.isFIFO()) throw Object.assign(new Error(), { code: "not a file" });
  if (found.size > bytesMax) throw Object.assign(new Error(), { code: "larger than 2 MiB" });
  return readFile(file, "utf8");
}

/** Beside the child's file, or among the policies that come with Parley. */
async function parentFile(child: string, name: string): Promise<string | undefined> {
  if (!/^[a-z0-9-]+$/.test(name)) return undefined;
  for (const folder of [dirname(child), join(projectRoot(), "policies")]) {
    const file = join(folder, `${name}.yaml`);
    if (await stat(file).catch(() => undefined)) return file;
  }
  return undefined;
}

function problemWith(
  found: string | undefined,
  name: string,
  members: readonly Member[],
): string | undefined {
  if (found === undefined) return `inherits: there is no policy ${name}.yaml beside this file`;
  if (members.some(({ file }) => resolve(file) === resolve(found))) {
    return `inherits: ${name} inherits from this policy itself`;
  }
  if (members.length > generationsMax)
    return `inherits: more than ${generationsMax} texts in a row`;
  return undefined;
}

function unreadable(file: string, code: string): PolicyFileFinding {
  const message = `The file cannot be read (${code}).`;
  return { rule: "policy.file", path: "", file, line: 0, message };
}

/** A line of the one text as the line of the file that it came from. */
function inItsFile(finding: PolicyFinding, oldestFirst: readonly Member[]): PolicyFileFinding {
  let { line } = finding;
  for (const [index, { file, text }] of oldestFirst.entries()) {
    const next = oldestFirst[index + 1];
    // With what follows it, so that the end mark between two texts counts to the first.
    const lines = next ? laidOver(text, "").split("\n").length - 1 : Number.POSITIVE_INFINITY;
    if (line <= lines) return { ...finding, file, line };
    line -= lines;
  }
  throw new Error("a finding stands in no file");
}
