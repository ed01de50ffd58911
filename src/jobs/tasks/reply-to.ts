/** The address that answers to a letter come to; undefined where our mail server takes no tags. */
import { issueReplyAddress } from "../../actions/messages/issue-reply-address.ts";
import { replyAddressOf } from "../../core/mail/reply-address.ts";
import type { Context } from "../../store/context.ts";
import { replyTokenOf } from "../../store/parties/reply-address-reader.ts";
import type { CaseLetter } from "./case-letter.ts";

const actor = { kind: "system", task: "send-delivery" } as const;

export async function replyToOf(
  context: Context,
  { head, party, team }: CaseLetter,
): Promise<string | undefined> {
  if (!context.replyAddresses) return undefined;
  const at = { caseId: head.caseId, partyId: party.partyId };
  const known = await context.transaction(actor, (tx) => replyTokenOf(context, tx, at.partyId));
  const token = known ?? (await issueReplyAddress.run(context, actor, at)).token;
  return replyAddressOf(team.address, token) ?? undefined;
}
