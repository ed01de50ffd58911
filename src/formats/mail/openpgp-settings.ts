/** How OpenPGP data from outside may be read: nothing without integrity protection, nothing that grows without end. */
import { type Config, config } from "openpgp";
import type { MailLimits } from "./mail-limits.ts";

/** Settings for one message. Never changes the library's global ones. What we write is not made by them. */
export function openpgpSettings(limits: MailLimits): Config {
  return {
    ...config,
    maxDecompressedMessageSize: limits.decryptedBytesMax,
    // EFAIL: without these two an altered message would show its altered text.
    allowUnauthenticatedMessages: false,
    allowUnauthenticatedStream: false,
    // 2 to the 16 KiB: 64 MiB is the most a password-made session key may ask of us.
    maxArgon2MemoryExponent: 16,
    // Finders of long standing sign with DSA or keys without flags, as GnuPG reads them all the same;
    // how short a key may be is judged by signing-key.ts.
    rejectPublicKeyAlgorithms: new Set(),
    rejectCurves: new Set(),
    allowMissingKeyFlags: true,
  };
}
