/** Reads what a colleague wrote when they opened a case without a report: its first note. */
import { type ObjectKey, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { type MessageContent, messagePlace } from "./writer.ts";

export interface FirstNote {
  readonly text: string;
  readonly authorId: string | null;
  readonly at: Date;
}

/** Undefined where there is no note, or its key is out of reach. */
export async function firstNoteOf(
  tx: Tx,
  caseId: string,
  keys: ReadonlyMap<string, ObjectKey>,
): Promise<FirstNote | undefined> {
  const row = await tx.first<Omit<FirstNote, "text"> & { messageId: string; sealed: Buffer }>(
    `select message_id as "messageId", author_id as "authorId", at, content_sealed as "sealed"
       from messages where case_id = $1 and direction = 'internal' and template = 'note'
      order by at, message_id limit 1`,
    [caseId],
  );
  const key = keys.get(caseId);
  if (!row || !key) return undefined;
  const { messageId, sealed, ...rest } = row;
  return { ...rest, text: openJson<MessageContent>(key, messagePlace(messageId), sealed).text };
}
