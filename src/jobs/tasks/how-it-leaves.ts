/** Gathers what decides how one letter may leave, and asks the rule. Sends nothing. */
import { plainKindsOf } from "../../core/mail/kind-of-message.ts";
import {
  type ContentKind,
  type KeyState,
  type LeavesAs,
  mayLeave,
} from "../../core/mail/may-leave.ts";
import type { MailReader } from "../../formats/mail/mail-reader.ts";
import type { Context } from "../../store/context.ts";
import { type SendingFacts, sendingFactsOf } from "../../store/sending/facts-reader.ts";
import type { CaseLetter } from "./case-letter.ts";

const actor = { kind: "system", task: "send-delivery" } as const;

export async function howItLeaves(
  context: Context,
  reader: Pick<MailReader, "keyUsableFor">,
  to: CaseLetter,
  message: { readonly messageId: string; readonly says: ContentKind },
): Promise<LeavesAs> {
  const { caseId } = to.head;
  const { partyId } = to.party;
  const facts = await context.transaction(actor, (tx) => sendingFactsOf(tx, caseId, partyId));
  const { publicKey } = to.identity;
  const key: KeyState = publicKey
    ? await reader.keyUsableFor(publicKey, context.now())
    : facts.hasOffer
      ? "unconfirmed"
      : "none";
  return mayLeave({
    ...{ says: message.says, key, wrote: facts.wrote, answered: facts.answered },
    plainFor: plainKindsOf(to.policy),
    toExpired: allows(facts, message.messageId),
  });
}

function allows({ toExpired }: SendingFacts, messageId: string): boolean {
  return toExpired.some((each) => each === null || each === messageId);
}
