/** Makes the search index of what is left: words that stand nowhere any more find nothing. */
import { staffSide } from "../../core/cases/sides.ts";
import { attachmentsOf } from "../attachments/reader.ts";
import type { Context } from "../context.ts";
import { type MessageContent, messagePlace } from "../messages/writer.ts";
import { reportsOf } from "../reports/reader.ts";
import { keysOfCase, type ObjectKey, openJson } from "../sealing/object-keys.ts";
import { indexText } from "../search/tokens.ts";
import type { Tx } from "../transaction.ts";
import { translationsOf } from "../translations/reader.ts";
import type { ErasureSubject, FoundObject } from "./objects-reader.ts";

interface Sides extends ErasureSubject {
  readonly objects: readonly FoundObject[];
}

export async function reindexSides(context: Context, tx: Tx, of: Sides): Promise<void> {
  const { caseId, scope, objects } = of;
  const whole = scope === "content";
  const sides = new Set(objects.map(({ sideId }) => sideId).filter((side) => side !== staffSide));
  await tx.run(
    `delete from case_tokens where case_id = $1 and ($2 or side_id = any ($3::uuid[]))`,
    [caseId, whole, [...sides]],
  );
  if (whole) await indexReference(context, tx, caseId);
  const keys = await keysOfCase(context, tx, caseId);
  for (const report of await reportsOf(tx, caseId, keys)) {
    if (!sides.has(report.sideId) || !keys.has(report.reportId)) continue;
    const words = Object.values(report.content.fields).join("\n");
    await indexText(context, tx, { caseId, sideId: report.sideId }, words);
  }
  for (const file of await attachmentsOf(tx, caseId, keys)) {
    if (!sides.has(file.sideId) || file.erasedAt) continue;
    await indexText(context, tx, { caseId, sideId: file.sideId }, file.name);
  }
  for (const { sideId, text } of await translationsOf(context, tx, caseId, keys)) {
    if (sides.has(sideId)) await indexText(context, tx, { caseId, sideId }, text);
  }
  for (const side of sides) {
    const key = keys.get(side);
    if (key) await indexThread(context, tx, caseId, key);
  }
}

/** A party's thread is sealed under the key of its side. */
async function indexThread(
  context: Context,
  tx: Tx,
  caseId: string,
  key: ObjectKey,
): Promise<void> {
  const sideId = key.objectId;
  const rows = await tx.query<{ id: string; sealed: Buffer }>(
    `select message_id as "id", content_sealed as "sealed" from messages
      where case_id = $1 and side_id = $2 order by message_id limit 10000`,
    [caseId, sideId],
  );
  for (const { id, sealed } of rows) {
    const { subject, text } = openJson<MessageContent>(key, messagePlace(id), sealed);
    await indexText(context, tx, { caseId, sideId }, `${subject}\n${text}`);
  }
}

/** The case itself is still found by its reference. */
async function indexReference(context: Context, tx: Tx, caseId: string): Promise<void> {
  const row = await tx.first<{ reference: string }>(
    `select reference from cases where case_id = $1`,
    [caseId],
  );
  if (row) await indexText(context, tx, { caseId, sideId: staffSide }, row.reference);
}
