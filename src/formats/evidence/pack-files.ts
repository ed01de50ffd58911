/**
 * Makes the archive of an evidence pack: the files, their SHA-256 sums, and the team's signature
 * under those. The same pack, texts and signature give the same bytes.
 */
import { createHash } from "node:crypto";
import type { EvidencePack, PackSigner } from "../../core/evidence/pack.ts";
import { canonicalJson, type JsonValue } from "../../lib/canonical-json.ts";
import { type ArchivedFile, writeArchive } from "./archive.ts";
import { evidenceHtml } from "./evidence-page.tsx";
import { readmeText } from "./readme-text.ts";

/** The files that every pack has, by what they are. */
export const packFiles = {
  readme: "README.txt",
  page: "evidence.html",
  pack: "evidence.json",
  key: "team-key.asc",
  sums: "SHA256SUMS",
  signature: "SHA256SUMS.asc",
} as const;

/** What a pack is signed and explained with. */
export interface PackMeans extends Omit<PackSigner, "armored"> {
  /** Makes an armoured detached signature. */
  sign(bytes: Uint8Array): Promise<string>;
}

export async function packArchive(pack: EvidencePack, means: PackMeans): Promise<Buffer> {
  const signed: ArchivedFile[] = [
    fileOf(packFiles.readme, readmeText(pack, means)),
    fileOf(packFiles.page, evidenceHtml(pack)),
    fileOf(packFiles.pack, `${canonicalJson(pack as unknown as JsonValue)}\n`),
    ...pack.policies.map(({ file, version }) => fileOf(file, textOf(means, version))),
    fileOf(packFiles.key, means.publicKey),
  ];
  const sums = fileOf(packFiles.sums, sumsOf(signed));
  const signature = fileOf(packFiles.signature, await means.sign(sums.bytes));
  return writeArchive([...signed, sums, signature], new Date(pack.madeAt));
}

function textOf({ policyTexts }: PackMeans, version: number): string {
  const text = policyTexts.get(version);
  if (text === undefined) throw new Error(`the text of policy version ${version} is not kept`);
  return text;
}

/** As sha256sum writes and checks them. */
export function sumsOf(files: readonly ArchivedFile[]): string {
  return files
    .map(({ name, bytes }) => `${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`)
    .join("");
}

function fileOf(name: string, text: string): ArchivedFile {
  return { name, bytes: Buffer.from(text) };
}
