/** Takes a public key that a party pasted into a page: reads it, and offers it as the deed allows. */
import { perform } from "../../actions/action.ts";
import { offerKey } from "../../actions/party-keys/offer-key.ts";
import { Refusal } from "../../core/refusal.ts";
import { readKeyCopies } from "../../formats/mail/key-copy.ts";
import { identityOf } from "../../store/parties/reader.ts";
import type { Outsider } from "../server/actor-of.ts";
import type { WebContext } from "../server/web-context.ts";

const keyLettersMax = 100_000;

export async function giveKey(
  { context }: WebContext,
  party: Outsider,
  pasted: string,
  by: "portal" | "link",
): Promise<void> {
  const block = pasted.trim();
  if (block === "" || block.length > keyLettersMax) throw new Refusal("mail.key-unreadable");
  const identity = await context.transaction(party, (tx) => identityOf(context, tx, party.id));
  const address = identity?.email ?? null;
  const [key] = await readKeyCopies(block, address, context.now());
  if (!key) throw new Refusal("mail.key-unreadable");
  await perform(context, offerKey, party, { caseId: party.caseId, key, by });
}
