/**
 * Follows the proof that a pack's events were covered by a signed checkpoint: from the chain value of
 * an event over the audit path to the root, and from the root to the signature under it.
 */
import { createPublicKey, verify } from "node:crypto";
import type { EvidencePack } from "../../core/evidence/pack.ts";
import type { Finding } from "../../core/finding.ts";
import { canonicalJson } from "../../lib/canonical-json.ts";
import { rootByPath } from "../../lib/merkle-tree.ts";

/** What does not hold of the proof; nothing where the pack brings none. */
export function faultsOfProof(pack: EvidencePack): Finding[] {
  const { checkpoint, events } = pack;
  if (!checkpoint) return [];
  const fault = (message: string): Finding[] => [
    { rule: "evidence.checkpoint", path: "/checkpoint", message },
  ];
  const covered = events.find((event) => event.seq === checkpoint.seq);
  if (!covered) return fault(`It covers event ${checkpoint.seq}, which the pack does not hold.`);
  // The leaf as RFC 6962 hashes it; src/store/checkpoints/merkle.ts writes the same text.
  const leaf = canonicalJson([pack.case.caseId, covered.seq, covered.mac]);
  const root = rootByPath(leaf, checkpoint, checkpoint.path)?.toString("hex");
  if (root !== checkpoint.record.root) {
    return fault(`Event ${covered.seq} is not the one that the checkpoint covers.`);
  }
  return isSigned(checkpoint.record) ? [] : fault("The signature of the checkpoint is not good.");
}

function isSigned(record: NonNullable<EvidencePack["checkpoint"]>["record"]): boolean {
  const { signature, ...unsigned } = record;
  const x = Buffer.from(record.publicKey, "base64").toString("base64url");
  try {
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    const signed = Buffer.from(canonicalJson(unsigned));
    return verify(null, signed, key, Buffer.from(signature, "base64"));
  } catch {
    // Bytes that are no key at all.
    return false;
  }
}
