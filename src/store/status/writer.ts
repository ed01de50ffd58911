/** Writes how products and their versions stand towards a vulnerability, row by row. */
import { staffSide } from "../../core/cases/sides.ts";
import type { Status, StatusSaid } from "../../core/products/status.ts";
import type { OpenCase } from "../cases/decision-writer.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { sealFor } from "../sealing/object-keys.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { type AffectedView, notePlace, versionsPlace } from "./reader.ts";

export interface AffectedLine {
  readonly productId: string;
  readonly status: Status;
  readonly justification: string | null;
  readonly versions: string;
}

/**
 * Makes the list of whole products and ranges what `lines` say: rows that stay as they are keep who set
 * them and when, those whose versions or reason change their note and the day of a temporary step. Rows
 * of single versions are not touched.
 */
export async function writeAffectedList(
  context: Context,
  at: OpenCase,
  vulnerabilityId: string,
  before: readonly AffectedView[],
  lines: readonly AffectedLine[],
  said: { readonly by: string; readonly eventId: EventId },
): Promise<void> {
  const same = (row: AffectedView, line: AffectedLine) =>
    row.productId === line.productId && row.status === line.status;
  const whole = before.filter(({ versionId }) => versionId === null);
  const gone = whole.filter((row) => !lines.some((line) => same(row, line)));
  await removeAffected(at.tx, gone);
  for (const line of lines) {
    const row = whole.find((each) => same(each, line));
    if (row?.versions === line.versions && row.justification === line.justification) continue;
    const { status, justification, versions } = line;
    const kept = { untilOn: row?.untilOn ?? null, note: row?.note ?? "" };
    const values = { status, justification, versions, ...kept };
    const place = { vulnerabilityId, productId: line.productId, versionId: null };
    await saveStatus(context, at, { ...place, ...values, by: said.by }, row, said.eventId);
  }
}

/** Takes rows away that no longer count, of whole products and of single versions. */
export async function removeAffected(
  tx: Tx,
  rows: readonly Pick<AffectedView, "affectedId">[],
): Promise<void> {
  await tx.run(`delete from affected_products where affected_id = any ($1::uuid[])`, [
    rows.map(({ affectedId }) => affectedId),
  ]);
}

/** Writes one row, new or over the one that stands. */
export async function saveStatus(
  context: Context,
  at: OpenCase,
  row: Omit<StatusSaid, "justification"> & {
    readonly vulnerabilityId: string;
    readonly productId: string;
    readonly versionId: string | null;
    readonly justification: string | null;
    readonly versions: string;
    readonly note: string;
    readonly by: string;
    /** The id of a new row; made here where nobody needs to know it before. */
    readonly affectedId?: string;
  },
  before: Pick<AffectedView, "affectedId"> | undefined,
  eventId: EventId,
): Promise<void> {
  const affectedId = before?.affectedId ?? row.affectedId ?? context.newId();
  const values = {
    status: row.status,
    justification: row.justification,
    until_on: row.untilOn,
    versions_sealed: sealFor(context, at.caseKey, versionsPlace(affectedId), row.versions),
    note_sealed: row.note ? sealFor(context, at.caseKey, notePlace(affectedId), row.note) : null,
    set_by: row.by,
    recorded_at: context.now(),
    last_event_id: eventId,
  };
  if (before) {
    await updateState(context, at.tx, "affected_products", { affected_id: affectedId }, values);
    return;
  }
  await insertState(context, at.tx, "affected_products", {
    affected_id: affectedId,
    case_id: at.head.caseId,
    side_id: staffSide,
    vulnerability_id: row.vulnerabilityId,
    product_id: row.productId,
    version_id: row.versionId,
    ...values,
  });
}
