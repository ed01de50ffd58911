/** How a letter to a party will leave, in a sentence for whoever writes it. Names no key and no address. */
import type { LeavesAs } from "../../core/mail/may-leave.ts";

const pointerWords = {
  "no-key": "no key of theirs is known, and they wrote on our site",
  unconfirmed: "a key came along, and nobody has confirmed yet that it is theirs",
  kind: "the policy lets nothing of this kind out unencrypted",
  "wrote-encrypted": "they wrote encrypted, and no key of theirs is known to answer with",
  "not-agreed": "no key of theirs is known, and they have not agreed to unencrypted answers",
  declined: "no key of theirs is known, and they said no to unencrypted answers",
} as const;

const withheldWords = {
  expired: "their key has expired. They are told so, and nothing else",
  revoked: "their key was revoked. They are told so, and nothing else",
  unusable: "nothing can be encrypted to their key. They are told so, and nothing else",
} as const;

/** `days`: when the key was confirmed, and when they agreed to plain answers, as people read it. */
export function leavingWords(
  leaves: LeavesAs,
  days: { readonly keySince: string | null; readonly agreedOn: string | null },
): string {
  switch (leaves.as) {
    case "encrypted":
      return days.keySince
        ? `Encrypted, to the key that is known to be theirs since ${days.keySince}.`
        : "Encrypted, to the key that the vault holds of them.";
    case "plain":
      return `Unencrypted, as they wrote to us; they agreed to it${days.agreedOn ? ` on ${days.agreedOn}` : ""}.`;
    case "pointer":
      return `As a mail that only points to the portal: ${pointerWords[leaves.because]}.${leaves.ask ? " The mail asks them, once, whether unencrypted answers will do." : ""}`;
    case "withheld":
      return `Not at all for now: ${withheldWords[leaves.because]}.`;
  }
}
