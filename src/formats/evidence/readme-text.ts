/** The README of an evidence pack: what is in it, how to verify it, and what that does not show. */
import type { EvidencePack } from "../../core/evidence/pack.ts";

export function readmeText(
  pack: EvidencePack,
  signer: { readonly fingerprint: string; readonly keyUrl: string },
): string {
  const { deed } = pack;
  const added = deed.includes.length === 0 ? "none" : deed.includes.join(", ");
  const texts = pack.policies.map(({ file }) => file).join(", ");
  return `EVIDENCE PACK OF ${pack.case.reference}

${pack.team}
Made ${pack.madeAt}. Beyond ids, codes and instants its deed added: ${added}.

WHAT IS IN IT

evidence.html   the promises of the case, each with clause, clock, messages and events
evidence.json   the same for programs, with the whole chain of events
${texts}
                the policy texts that applied
team-key.asc    the public key that signed this pack
SHA256SUMS      the SHA-256 of every file above
SHA256SUMS.asc  the signature under those sums

HOW TO VERIFY IT

With Parley, which needs no server for it:

  parley evidence verify FILE --fingerprint ${signer.fingerprint}

By hand, in the unpacked folder:

  sha256sum --check --strict SHA256SUMS
  gpg --import team-key.asc
  gpg --verify SHA256SUMS.asc SHA256SUMS

The key travels with the pack, so a good signature shows only that one hand made all of it. Whose
hand, you learn from the fingerprint, which you must have from elsewhere:

  ${signer.fingerprint}
  published at ${signer.keyUrl}

WHAT VERIFYING SHOWS, AND WHAT IT DOES NOT

It shows that not a byte has changed since the team signed, that each promise told as kept has its
event, that every counted date follows from its clause, anchor and pauses, that no event of the
chain is left out in between, and that the chain up to the checkpoint was covered by it before the
pack was made.

It cannot show that what the team recorded was true. The values that chain the events are made with
a key that never leaves the installation: "parley verify" checks them there.
`;
}
