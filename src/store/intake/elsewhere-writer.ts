/** How a report stands at the site that it lies at: kept with its words, and changed when that site says so. */
import type { StateElsewhere } from "../../core/reports/arrival.ts";
import { contentPlace } from "../cases/opening-writer.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import type { ReportContent } from "../reports/reader.ts";
import { keysOf, openJson, sealJson } from "../sealing/object-keys.ts";
import { updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";

export interface TakenElsewhere {
  readonly caseId: string;
  readonly reportId: string;
  readonly content: ReportContent;
}

/** The report of an original; undefined where it is no report yet, or its words were erased. */
export async function takenElsewhere(
  context: Context,
  tx: Tx,
  sourceHash: Buffer,
): Promise<TakenElsewhere | undefined> {
  const row = await tx.first<{ caseId: string; reportId: string; sealed: Buffer }>(
    `select r.case_id as "caseId", r.report_id as "reportId", r.content_sealed as "sealed"
       from inbox i join reports r on r.report_id = i.object_id
      where i.source_hash = $1`,
    [sourceHash],
  );
  if (!row) return undefined;
  const { caseId, reportId, sealed } = row;
  const key = (await keysOf(context, tx, [reportId])).get(reportId);
  return key && { caseId, reportId, content: openJson<ReportContent>(key, contentPlace, sealed) };
}

export async function putStateElsewhere(
  context: Context,
  tx: Tx,
  { reportId, content }: TakenElsewhere,
  state: StateElsewhere,
  eventId: EventId,
): Promise<void> {
  const key = (await keysOf(context, tx, [reportId])).get(reportId);
  if (!key || !content.elsewhere) throw new Error(`report ${reportId} lies at no other site`);
  const elsewhere = { ...content.elsewhere, state };
  const sealed = sealJson(context, key, contentPlace, { ...content, elsewhere });
  await updateState(
    context,
    tx,
    "reports",
    { report_id: reportId },
    { content_sealed: sealed, last_event_id: eventId },
  );
}
