/** What a message holds once its protected layers are open, and what is needed to open them. */
import type { MailContent } from "./collect-content.ts";
import type { Unlocked } from "./decrypt-message.ts";
import type { HeaderField } from "./header-block.ts";
import type { MailLimits } from "./mail-limits.ts";
import type { DecryptFailure, MailProblem } from "./mail-problem.ts";
import { type MailSignature, noSignature, type Verifying } from "./signature-state.ts";
import type { OpenedSmimeKeys } from "./smime/smime-keys.ts";

export interface Opening {
  readonly own: Unlocked;
  readonly smime: OpenedSmimeKeys;
  readonly verifying: Verifying;
  readonly limits: MailLimits;
  readonly problems: Set<MailProblem>;
  /** Inside what was encrypted or signed as a whole. */
  readonly inPayload?: boolean;
}

export interface Opened extends MailContent {
  readonly encrypted: boolean;
  /** Only files were encrypted; the text travelled in plain. */
  readonly plainText?: boolean;
  readonly decryptFailure: DecryptFailure | null;
  readonly signature: MailSignature;
  /** Text beside the protected part; null where there is none. */
  readonly outsideText: string | null;
  /**
   * Of what was encrypted or signed as a whole, whose header is protected too if that held: the fields
   * that it protects. Not the part itself: it would keep the whole text in memory.
   */
  readonly payload: { readonly fields: readonly HeaderField[] | null } | null;
}

/** Content that nothing protects. */
export function plainly(content: MailContent): Opened {
  return {
    ...content,
    encrypted: false,
    decryptFailure: null,
    signature: noSignature,
    outsideText: null,
    payload: null,
  };
}
