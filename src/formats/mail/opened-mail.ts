/** What a message holds once its OpenPGP layers are open, and what is needed to open them. */
import type { MailContent } from "./collect-content.ts";
import type { Unlocked } from "./decrypt-message.ts";
import type { MailLimits } from "./mail-limits.ts";
import type { DecryptFailure, MailProblem } from "./mail-problem.ts";
import { type MailSignature, noSignature, type Verifying } from "./signature-state.ts";
import type { MailPart } from "./split-mime.ts";

export interface Opening {
  readonly own: Unlocked;
  readonly verifying: Verifying;
  readonly limits: MailLimits;
  readonly problems: Set<MailProblem>;
}

export interface Opened extends MailContent {
  readonly encrypted: boolean;
  readonly decryptFailure: DecryptFailure | null;
  readonly signature: MailSignature;
  /** Text beside the protected part; null where there is none. */
  readonly outsideText: string | null;
  /** The part whose header a decryption or good signature protects. */
  readonly protectedPart: MailPart | null;
}

/** Content that nothing protects. */
export function plainly(content: MailContent): Opened {
  return {
    ...content,
    encrypted: false,
    decryptFailure: null,
    signature: noSignature,
    outsideText: null,
    protectedPart: null,
  };
}
