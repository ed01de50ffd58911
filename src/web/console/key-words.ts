/** Our own keys in words: what they are for, what is checked, and what a deed did. */
import type { KeyCheckName } from "../../core/keys/key-check.ts";
import type { OwnPublicKey } from "../../store/keys/reader.ts";

export const keysPath = "/console/keys";

export const checkWords: Readonly<Record<KeyCheckName, { title: string; about: string }>> = {
  opens: {
    title: "The published key opens mail",
    about: "A probe is encrypted to each key as the site publishes it, and read as mail is read.",
  },
  blocks: {
    title: "One key everywhere",
    about: "Key page, file, Web Key Directory and the other places that the policy names agree.",
  },
  "security-txt": {
    title: "security.txt",
    about: "It is what RFC 9116 asks for, has not expired, and is signed by the key in use.",
  },
};

export const keyDoneWords: Readonly<Record<string, string>> = {
  "make-own-key": "The key is made and published.",
  "import-own-key": "The key is taken over, sealed and published.",
  "rotate-own-key":
    "The next key is in use. The one before is kept for reading, and both signed the statement on the key page.",
  "extend-own-key": "The key lasts longer. Its fingerprint stays; people fetch it again.",
  "revoke-own-key": "The key is published as revoked.",
};

/** What a key is for. */
export function purposeOf({ purpose, addresses }: Pick<OwnPublicKey, "purpose" | "addresses">) {
  return purpose === "advisory" ? "Signing advisories" : `Mail to ${addresses.join(", ")}`;
}
