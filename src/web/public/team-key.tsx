/** The team's OpenPGP key for mail: as it is published everywhere on the site (ALE-11, ALE-46). */
import { type PublicKeyFacts, readPublicKey } from "../../formats/mail/keys.ts";
import { publicKeysOf } from "../../store/keys/reader.ts";
import { Fingerprint } from "../../ui/grouped-code.tsx";
import type { WebContext } from "../server/web-context.ts";

const parsed = new Map<string, Promise<PublicKeyFacts>>();

/** The key in use; undefined before the team has one. */
export async function teamKey(web: WebContext): Promise<PublicKeyFacts | undefined> {
  const { context } = web;
  const keys = await context.transaction({ kind: "anyone" }, (tx) => publicKeysOf(tx, "mail"));
  const inUse = keys.find((key) => key.retiredAt === null);
  if (!inUse) return undefined;
  // A key's facts are read once: parsing costs more than the page around it.
  const known = parsed.get(inUse.fingerprint) ?? readPublicKey(inUse.publicKey, context.now());
  parsed.set(inUse.fingerprint, known);
  return known;
}

/** The whole fingerprint, never a short id, which is easily forged. */
export function KeyFingerprint(props: { teamKey: PublicKeyFacts }) {
  return (
    <>
      <span class="visually-hidden">Fingerprint of our OpenPGP key: </span>
      <Fingerprint value={props.teamKey.fingerprint} />
    </>
  );
}
