/**
 * Takes a person out of what they sent: contact fields out of the working copies of their reports,
 * the untouched originals, and the Message-IDs of their mails. Their words on the matter stay.
 */
import { withoutContact } from "../../core/retention/without-contact.ts";
import { contentPlace } from "../cases/opening-writer.ts";
import type { Context } from "../context.ts";
import { type MessageContent, messagePlace } from "../messages/writer.ts";
import type { ReportContent } from "../reports/reader.ts";
import { keysOf, openJson, sealJson } from "../sealing/object-keys.ts";
import { updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";

interface Whose {
  readonly subjectId: string;
  readonly eventId: string;
}

interface Original {
  readonly id: string;
  readonly sealed: Buffer;
  readonly inRow: boolean;
}

const nothing = Buffer.alloc(0);

export async function redactReportsOf(context: Context, tx: Tx, whose: Whose): Promise<void> {
  const reports = await tx.query<Original>(
    `select report_id as "id", content_sealed as "sealed", original_sealed is not null as "inRow"
       from reports where party_id = $1 order by report_id limit 1000`,
    [whose.subjectId],
  );
  const keys = await keysOf(
    context,
    tx,
    reports.map(({ id }) => id),
  );
  for (const { id, sealed, inRow } of reports) {
    const key = keys.get(id);
    if (!key) continue;
    const content = withoutContact(openJson<ReportContent>(key, contentPlace, sealed));
    await updateState(
      context,
      tx,
      "reports",
      { report_id: id },
      {
        content_sealed: sealJson(context, key, contentPlace, content),
        ...(inRow ? { original_sealed: nothing } : {}),
        last_event_id: whose.eventId,
      },
    );
  }
  const mails = await redactMailsOf(context, tx, whose);
  await takeFromInbox(tx, [...reports.map(({ id }) => id), ...mails]);
}

/** Takes originals out of the inbox, locked in the order in which a rotation goes through it. */
export async function takeFromInbox(tx: Tx, objectIds: readonly string[]): Promise<void> {
  const which = "object_id = any ($1::uuid[]) and state = 'registered'";
  await tx.query(`select 1 from inbox where ${which} order by inbox_id for update`, [objectIds]);
  await tx.run(`delete from inbox where ${which}`, [objectIds]);
}

/** Returns the ids of the messages that came from the person. */
async function redactMailsOf(
  context: Context,
  tx: Tx,
  { subjectId, eventId }: Whose,
): Promise<string[]> {
  const mails = await tx.query<Original>(
    `select message_id as "id", content_sealed as "sealed", original_sealed is not null as "inRow"
       from messages where side_id = $1 and direction = 'in' order by message_id limit 10000`,
    [subjectId],
  );
  const key = (await keysOf(context, tx, [subjectId])).get(subjectId);
  for (const { id, sealed, inRow } of mails) {
    const resealed = key && withoutMailId(context, key, id, sealed);
    const change = {
      ...(resealed ? { content_sealed: resealed } : {}),
      ...(inRow ? { original_sealed: nothing } : {}),
      last_event_id: eventId,
    };
    await updateState(context, tx, "messages", { message_id: id }, change);
  }
  return mails.map(({ id }) => id);
}

/** A Message-ID names the machine that it was written on. */
function withoutMailId(
  context: Context,
  key: Parameters<typeof openJson>[0],
  messageId: string,
  sealed: Buffer,
): Buffer {
  const place = messagePlace(messageId);
  const { mailId: _, ...content } = openJson<MessageContent>(key, place, sealed);
  return sealJson(context, key, place, content);
}
