/** The letter that tells a reporter to whom their report went on, and why. */
import type { Context } from "../../store/context.ts";
import type { EventView } from "../../store/events/reader.ts";
import { eventTextsOf } from "../../store/events/text-reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { CaseLetter } from "./case-letter.ts";
import { notice } from "./notice-letter.ts";

export async function tellForwarding(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const texts = await eventTextsOf(context, tx, to.head.caseId, { type: event.type });
  const text = texts.find(({ eventId }) => eventId === event.eventId)?.text ?? "";
  // Erased meanwhile, there is nothing left to tell.
  if (!text.startsWith("{")) return undefined;
  const { recipient, explanation } = JSON.parse(text) as Record<string, string>;
  return notice(to, "forwarded", { recipient: recipient ?? "", explanation: explanation ?? "" });
}
