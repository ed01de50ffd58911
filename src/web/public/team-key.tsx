/** The team's OpenPGP key for reports: as it is published everywhere on the site (ALE-11, ALE-46). */
import type { PublicKeyFacts } from "../../formats/mail/keys.ts";
import { Fingerprint } from "../../ui/grouped-code.tsx";
import type { WebContext } from "../server/web-context.ts";
import { mailKeysInUse } from "./published-keys.ts";

/** The key in use; undefined before the team has one. */
export async function teamKey(web: WebContext): Promise<PublicKeyFacts | undefined> {
  const [inUse] = await mailKeysInUse(web);
  return inUse?.facts;
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
