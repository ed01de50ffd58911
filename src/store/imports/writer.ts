/** Writes imports: a file that waits, how far it is, and what came of it. */
import type { CheckedCatalogue } from "../../core/catalogue/told-changes.ts";
import type { ExportTold } from "../../core/imports/export-told.ts";
import { faultsMax, type ImportFault } from "../../core/imports/import-row.ts";
import type { Context } from "../context.ts";
import { newObjectKey, sealFor, sealJson, unwrapKey, wrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import {
  type ImportKind,
  importExportPlace,
  importFaultsPlace,
  importFilePlace,
  importsHolder,
} from "./reader.ts";

export async function insertImport(
  context: Context,
  tx: Tx,
  about: {
    readonly importId: string;
    readonly kind: ImportKind;
    readonly dryRun: boolean;
    /** Null for the command line. */
    readonly startedBy: string | null;
    readonly text: string;
    /** Of an export whose columns somebody said, and of a catalogue that was checked. */
    readonly told: ExportTold | CheckedCatalogue | null;
  },
): Promise<void> {
  const key = newObjectKey(context, about.importId);
  const { wrapped, masterKeyId } = wrapKey(context, key, importsHolder);
  const now = context.now();
  await tx.run(
    `insert into imports (import_id, kind, dry_run, state, started_by, started_at, progressed_at,
                          file_sealed, export_sealed, key_wrapped, master_key_id)
     values ($1, $2, $3, 'waiting', $4, $5, $5, $6, $7, $8, $9)`,
    [
      about.importId,
      about.kind,
      about.dryRun,
      about.startedBy,
      now,
      sealFor(context, key, importFilePlace, about.text),
      about.told && sealJson(context, key, importExportPlace, about.told),
      wrapped,
      masterKeyId,
    ],
  );
}

/** How far it is. */
export async function noteProgress(
  context: Context,
  tx: Tx,
  importId: string,
  { done, total }: { done: number; total: number },
): Promise<void> {
  await tx.run(
    `update imports set state = 'running', done = $2, total = $3, progressed_at = $4
      where import_id = $1 and ended_at is null`,
    [importId, done, total, context.now()],
  );
}

/**
 * Counts one more, in the transaction that took it: an import that is stopped and goes on tells it as its
 * own work, not as something that was there.
 */
export async function countTaken(tx: Tx, importId: string, as: "added" | "changed"): Promise<void> {
  await tx.run(
    `update imports set added = added + $2, changed = changed + $3
      where import_id = $1 and ended_at is null`,
    [importId, as === "added" ? 1 : 0, as === "changed" ? 1 : 0],
  );
}

export interface ImportOutcome {
  readonly state: "done" | "refused" | "unmapped";
  readonly total: number;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  readonly faults: readonly ImportFault[];
  readonly told?: ExportTold;
  /** What the check of a catalogue found. */
  readonly checked?: CheckedCatalogue;
}

/** Ends an import. Its file goes at once, unless it was only checked and may yet be carried out. */
export async function endImport(
  context: Context,
  tx: Tx,
  importId: string,
  outcome: ImportOutcome,
): Promise<void> {
  const row = await tx.first<{ wrapped: Buffer; masterKeyId: string }>(
    `select key_wrapped as "wrapped", master_key_id as "masterKeyId"
       from imports where import_id = $1 for no key update`,
    [importId],
  );
  if (!row) throw new Error(`import ${importId} is gone`);
  const key = unwrapKey(context, importId, importsHolder, row);
  const { faults, told = outcome.checked } = outcome;
  const sealed =
    faults.length > 0
      ? sealJson(context, key, importFaultsPlace, faults.slice(0, faultsMax))
      : null;
  await tx.run(
    `update imports
        set state = $2, done = $3, total = $3, added = $4, changed = $5, same = $6,
            faults_sealed = $7, export_sealed = $9, progressed_at = $8, ended_at = $8,
            file_sealed = case when dry_run and $2 <> 'refused' then file_sealed end
      where import_id = $1`,
    [
      importId,
      outcome.state,
      outcome.total,
      outcome.added,
      outcome.changed,
      outcome.same,
      sealed,
      context.now(),
      told ? sealJson(context, key, importExportPlace, told) : null,
    ],
  );
}

/** Takes away the file of an import that ended, and what was shown of it. */
export async function dropImportFile(tx: Tx, importId: string): Promise<void> {
  await tx.run(
    `update imports set file_sealed = null, export_sealed = null
      where import_id = $1 and ended_at is not null`,
    [importId],
  );
}

/**
 * Takes away what imports that began before an instant have left: the file of one that never ended, and
 * what was wrong with the rows of the others. Returns how many.
 */
export async function forgetImportsBefore(tx: Tx, before: Date, now: Date): Promise<number> {
  return tx.run(
    `update imports
        set file_sealed = null, faults_sealed = null, export_sealed = null,
            state = case when ended_at is null then 'refused' else state end,
            ended_at = coalesce(ended_at, $2)
      where started_at < $1
        and (file_sealed is not null or faults_sealed is not null or export_sealed is not null)`,
    [before, now],
  );
}
