/**
 * Verifies the archive of an evidence pack by itself: every byte, the signature, and whether the pack
 * bears out what it claims. Asks no server; never throws for anything that a file may hold.
 */
import { contradictionsIn } from "../../core/evidence/contradictions.ts";
import type { EvidencePack } from "../../core/evidence/pack.ts";
import type { Finding } from "../../core/finding.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { type ArchivedFile, NoArchive, readArchive, writeArchive } from "./archive.ts";
import { faultsOfProof } from "./checkpoint-proof.ts";
import { clausesAgainstTexts } from "./clauses-against-texts.ts";
import { packFiles, sumsOf } from "./pack-files.ts";
import { packSchema } from "./schema.ts";

/** What verifying needs of other formats, which this one does not know. */
export interface VerifyingTools {
  /** What a detached signature is worth; a key that cannot be read trusts nothing. */
  verifySignature(
    bytes: Uint8Array,
    signature: string,
    keys: readonly string[],
    now: Date,
  ): Promise<{ readonly state: string; readonly fingerprint: string | null }>;
  readPolicy(text: string): { policy: Policy } | { findings: readonly Finding[] };
}

export interface Trust {
  /** The fingerprint that the reader has from elsewhere, 40 upper-case hexadecimal digits. */
  readonly fingerprint?: string | undefined;
  /** A key that the reader has from elsewhere, armoured. */
  readonly key?: string | undefined;
}

export interface Verdict {
  /** Empty for a good pack; `path` is a file of the archive, or a pointer into evidence.json. */
  readonly errors: readonly Finding[];
  /** What could not be looked at, in sentences. */
  readonly notes: readonly string[];
  /** Fingerprint of the key that made a good signature; null where there is none. */
  readonly signedBy: string | null;
  /** Null where it cannot be read or is not signed as it stands. */
  readonly pack: EvidencePack | null;
}

export async function verifyPack(
  bytes: Uint8Array,
  tools: VerifyingTools,
  trust: Trust,
  now: Date,
): Promise<Verdict> {
  const read = filesIn(bytes);
  if (!Array.isArray(read)) return refused(read);
  const listed = faultsOfList(read);
  if (listed) return refused(listed);
  const pack = packIn(read);
  if ("rule" in pack) return refused(pack);
  if (!writeArchive(read, new Date(pack.madeAt)).equals(bytes)) return refused(altered);
  const signature = await signatureOf(read, tools, trust, now);
  if ("rule" in signature) return refused(signature);
  const texts = clausesAgainstTexts(pack, (name) => textIn(read, name), tools.readPolicy);
  const errors = [
    ...faultsOfPolicies(pack, read),
    ...texts.errors,
    ...contradictionsIn(pack),
    ...faultsOfProof(pack),
  ];
  return { errors, notes: texts.notes, signedBy: signature.signedBy, pack };
}

const altered = fault(
  "evidence.altered",
  "",
  "The archive was changed after it was signed: its own headers, dates or checksums do not fit.",
);

function refused(error: Finding): Verdict {
  return { errors: [error], notes: [], signedBy: null, pack: null };
}

function filesIn(bytes: Uint8Array): ArchivedFile[] | Finding {
  try {
    return readArchive(bytes);
  } catch (error) {
    if (!(error instanceof NoArchive)) throw error;
    return fault("evidence.not-a-pack", "", error.message);
  }
}

const fixedNames: readonly string[] = Object.values(packFiles);

/** The sums must name every file but themselves and their signature, and nothing else. */
function faultsOfList(files: readonly ArchivedFile[]): Finding | undefined {
  const names = files.map(({ name }) => name);
  const missing = fixedNames.find((name) => !names.includes(name));
  if (missing) return fault("evidence.not-a-pack", missing, `The archive lacks ${missing}.`);
  const signed = files.slice(0, -2);
  const tail = names.slice(-2).join(" ");
  if (tail !== `${packFiles.sums} ${packFiles.signature}`) {
    return fault("evidence.altered", "", "The files of the archive do not stand in their order.");
  }
  const sums = textIn(files, packFiles.sums).split("\n");
  for (const line of sumsOf(signed).trimEnd().split("\n")) {
    const name = line.slice(66);
    if (!sums.includes(line)) {
      return fault("evidence.altered", name, `${name} is not as it was when the pack was signed.`);
    }
  }
  return sumsOf(signed) === sums.join("\n")
    ? undefined
    : fault(
        "evidence.altered",
        packFiles.sums,
        "The list of sums names other files than there are.",
      );
}

async function signatureOf(
  files: readonly ArchivedFile[],
  tools: VerifyingTools,
  trust: Trust,
  now: Date,
): Promise<{ signedBy: string } | Finding> {
  const sums = files.find(({ name }) => name === packFiles.sums) as ArchivedFile;
  const armored = textIn(files, packFiles.signature);
  const keys = [trust.key ?? textIn(files, packFiles.key)];
  const { state, fingerprint } = await tools.verifySignature(sums.bytes, armored, keys, now);
  const at = packFiles.signature;
  if (state === "unknown-key" && trust.key !== undefined) {
    return fault("evidence.other-key", at, "The pack was not signed with the key that you gave.");
  }
  if (state === "good-revoked-key") {
    return fault("evidence.revoked-key", at, "The key that signed the pack is revoked.");
  }
  if (!state.startsWith("good") || fingerprint === null) {
    const message =
      "The signature is not good: the pack was changed, or this machine's clock is behind.";
    return fault("evidence.signature", at, message);
  }
  if (trust.fingerprint !== undefined && trust.fingerprint !== fingerprint) {
    const message = `The pack was signed with the key ${fingerprint}, not with the one you named.`;
    return fault("evidence.other-key", at, message);
  }
  return { signedBy: fingerprint };
}

function packIn(files: readonly ArchivedFile[]): EvidencePack | Finding {
  const read = packSchema.safeParse(parsed(textIn(files, packFiles.pack)));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = issue ? `/${issue.path.map(String).join("/")}` : "";
  const message = `evidence.json is not of the form that this Parley knows: ${issue?.message ?? ""}.`;
  return fault("evidence.form", path, message);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultsOfPolicies(pack: EvidencePack, files: readonly ArchivedFile[]): Finding[] {
  const told = pack.policies.map(({ file }) => file).join(" ");
  const names = files.map(({ name }) => name).filter((name) => !fixedNames.includes(name));
  if (names.join(" ") === told) return [];
  return [fault("evidence.not-there", "/policies", "The archive holds other policy texts.")];
}

function textIn(files: readonly ArchivedFile[], name: string): string {
  const file = files.find((each) => each.name === name);
  return file ? Buffer.from(file.bytes).toString("utf8") : "";
}

function fault(rule: string, path: string, message: string): Finding {
  return { rule, path, message };
}
