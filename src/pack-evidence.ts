/** Joins the archive of evidence packs with the OpenPGP signature under it: formats do not know each other. */
import type { PackEvidence } from "./core/evidence/pack.ts";
import { packArchive } from "./formats/evidence/pack-files.ts";
import { detachedSignature } from "./formats/mail/detached-signature.ts";

export const packEvidence: PackEvidence = (pack, { armored, ...means }) =>
  packArchive(pack, {
    ...means,
    sign: (bytes) => detachedSignature(bytes, { armored }, new Date(pack.madeAt)),
  });
