/** Keeps a mail of the demonstration instead of letting it leave. Never outside a demonstration. */
import type { Actor } from "../../core/people/actor.ts";
import { derivedId } from "../../lib/derived-id.ts";
import type { Context } from "../../store/context.ts";
import { insertKeptMail } from "../../store/mailbox/writer.ts";

const actor: Actor = { kind: "system", task: "send-delivery" };

/** A mail that is sent again has the same Message-ID and is kept once. */
export async function keepMail(
  context: Context,
  mail: { messageId: string; from: string; to: string; raw: Uint8Array },
): Promise<void> {
  if (!context.demonstration) throw new Error("only a demonstration keeps its mail");
  const { from: sender, to: recipient, raw } = mail;
  const mailId = derivedId("demonstration-mail", mail.messageId, recipient);
  const kept = { mailId, sender, recipient, raw };
  await context.transaction(actor, (tx) => insertKeptMail(tx, kept, context.now()));
}
