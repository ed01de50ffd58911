/**
 * `parley evidence verify FILE` says whether an evidence pack is as it was signed, by whom, and whether
 * it bears out what it claims. Needs no server, no database and no network.
 */
import { readFile, stat } from "node:fs/promises";
import type { Command } from "commander";
import type { EvidencePack } from "../../core/evidence/pack.ts";
import { archiveBytesMax } from "../../formats/evidence/archive.ts";
import { type Trust, type Verdict, verifyPack } from "../../formats/evidence/verify-pack.ts";
import { verifyDetached } from "../../formats/mail/detached-signature.ts";
import { readPolicy } from "../../formats/policy/read-policy.ts";
import { plainLine } from "../plain-line.ts";
import { CommandEnd, type Surroundings } from "../surroundings.ts";

type Options = { fingerprint?: string; key?: string; json?: boolean };

export function addEvidenceVerifyCommand(evidence: Command, around: Surroundings): void {
  evidence
    .command("verify")
    .description("verify an evidence pack by itself, without a server")
    .argument("<file>", "the archive")
    .option("--fingerprint <hex>", "the team's fingerprint, as you know it from elsewhere")
    .option("--key <file>", "the team's public key, as you have it from elsewhere")
    .option("--json", "one JSON object")
    .addHelpText("after", helpText)
    .action(async (file: string, options: Options) => {
      process.exitCode = await verifyFile(file, options, around);
    });
}

const helpText = `
Prints with --json:
  {file, valid, errors:[{rule, path, message}], notes, signedBy, trusted, reference, madeAt,
   includes, promises:{kept, broken, owed, ended}, events, checkpoint}

  errors    evidence.*; docs/reference/evidence.md lists the rules
  trusted   whether the signing key is the one that you gave; null where you gave none: the pack
            brings its own key, so compare the fingerprint with the one that the team publishes

Exit: 0 as it was signed, 1 changed or not borne out, 2 wrong usage.`;

async function verifyFile(file: string, options: Options, around: Surroundings): Promise<0 | 1> {
  const trust = await trustOf(options);
  const bytes = await bytesOf(file);
  const tools = { verifySignature: verifyDetached, readPolicy };
  const verdict = await verifyPack(bytes, tools, trust, around.now());
  const valid = verdict.errors.length === 0;
  const trusted = trust.fingerprint === undefined && trust.key === undefined ? null : valid;
  if (options.json) {
    const answer = { file, valid, ...verdictOf(verdict), trusted, ...summaryOf(verdict.pack) };
    around.out(`${JSON.stringify(answer)}\n`);
  } else {
    around.out(inWords(file, verdict, trusted));
  }
  return valid ? 0 : 1;
}

async function trustOf({ fingerprint, key }: Options): Promise<Trust> {
  const given = fingerprint?.replace(/[\s:]/g, "").toUpperCase();
  if (given !== undefined && !/^[0-9A-F]{40}$/.test(given)) {
    throw new CommandEnd(2, "A fingerprint has 40 hexadecimal digits.");
  }
  const armored = key === undefined ? undefined : (await bytesOf(key)).toString("utf8");
  return { fingerprint: given, key: armored };
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    const found = await stat(file);
    if (!found.isFile() && !found.isFIFO()) throw new CommandEnd(2, `${file} is not a file.`);
    if (found.size > archiveBytesMax) throw new CommandEnd(1, `${file} is larger than any pack.`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof CommandEnd) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (!code) throw error;
    throw new CommandEnd(2, `${file} cannot be read (${code}).`);
  }
}

function verdictOf({ errors, notes, signedBy }: Verdict) {
  return { errors, notes, signedBy };
}

function summaryOf(pack: EvidencePack | null) {
  if (!pack) return {};
  const { promises, checkpoint } = pack;
  const count = (...states: string[]) =>
    promises.filter(({ state, broken }) => !broken && states.includes(state)).length;
  return {
    reference: pack.case.reference,
    madeAt: pack.madeAt,
    includes: pack.deed.includes,
    promises: {
      kept: count("kept", "kept-late"),
      broken: promises.filter(({ broken }) => broken).length,
      owed: count("open", "due-soon", "paused", "overdue"),
      ended: count("stopped"),
    },
    events: pack.events.length,
    checkpoint: checkpoint && { covers: checkpoint.seq, at: checkpoint.record.at },
  };
}

function inWords(file: string, verdict: Verdict, trusted: boolean | null): string {
  const { errors, notes, signedBy, pack } = verdict;
  if (errors.length > 0 || !pack) {
    const lines = errors.map((each) => plainLine(`  ${each.rule} ${each.path}: ${each.message}`));
    return `${file}: NOT VALID\n${lines.join("\n")}\n`;
  }
  const whose = trusted
    ? "the key that you gave"
    : "a key that the pack brings itself: compare its fingerprint with the one the team publishes";
  const { checkpoint } = pack;
  const covered = checkpoint
    ? `events 1 to ${checkpoint.seq} were covered by a checkpoint of ${checkpoint.record.at}`
    : "no checkpoint had covered the case yet";
  const { promises } = summaryOf(pack);
  return [
    `${file}: valid`,
    `  case ${pack.case.reference}, made ${pack.madeAt} by ${pack.team}`,
    `  signed by ${signedBy}, ${whose}`,
    `  promises: ${JSON.stringify(promises).replace(/[{}"]/g, "").replaceAll(",", ", ")}`,
    `  ${pack.events.length} events without a gap; ${covered}`,
    ...notes.map((note) => `  ${note}`),
  ]
    .map((line) => `${plainLine(line)}\n`)
    .join("");
}
