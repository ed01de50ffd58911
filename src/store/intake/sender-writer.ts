/** Writes what was found out later about the sender of a mail beside what was known when it came. */
import { type MailAuthentication, withoutDomains } from "../../core/mail/authentication.ts";
import { contentPlace } from "../cases/opening-writer.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { type MessageContent, messagePlace } from "../messages/writer.ts";
import type { ReportContent } from "../reports/reader.ts";
import { keyOf, openJson, sealJson } from "../sealing/object-keys.ts";
import { updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";

/** The mail's report or message, as far as there is one; undefined where it is gone. */
export async function mailBeside(
  tx: Tx,
  objectId: string,
): Promise<{ table: "reports" | "messages"; sideId: string; sealed: Buffer } | undefined> {
  return tx.first(
    `select 'reports' as "table", side_id as "sideId", content_sealed as "sealed"
       from reports where report_id = $1
      union all
     select 'messages', side_id, content_sealed from messages where message_id = $1 limit 1`,
    [objectId],
  );
}

export async function writeSender(
  context: Context,
  tx: Tx,
  objectId: string,
  found: NonNullable<Awaited<ReturnType<typeof mailBeside>>>,
  authentication: MailAuthentication,
  eventId: EventId,
): Promise<void> {
  const known = withoutDomains(authentication);
  if (found.table === "reports") {
    const key = await keyOf(context, tx, objectId);
    const content = openJson<ReportContent>(key, contentPlace, found.sealed);
    const sealed = sealJson(context, key, contentPlace, { ...content, authentication: known });
    const change = { content_sealed: sealed, last_event_id: eventId };
    await updateState(context, tx, "reports", { report_id: objectId }, change);
    return;
  }
  const place = messagePlace(objectId);
  const key = await keyOf(context, tx, found.sideId);
  const content = openJson<MessageContent>(key, place, found.sealed);
  const sealed = sealJson(context, key, place, { ...content, authentication: known });
  const change = { content_sealed: sealed, last_event_id: eventId };
  await updateState(context, tx, "messages", { message_id: objectId }, change);
}

/** The envelope is not needed any more. */
export async function dropEnvelope(tx: Tx, inboxId: string): Promise<void> {
  await tx.run(`update inbox set envelope_sealed = null where inbox_id = $1`, [inboxId]);
}
