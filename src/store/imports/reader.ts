/** Reads imports as far as the actor's wall shows them: one's own, or for the worker all. */
import type { CheckedCatalogue, ToldChange } from "../../core/catalogue/told-changes.ts";
import type { ExportTold } from "../../core/imports/export-told.ts";
import type { ImportFault } from "../../core/imports/import-row.ts";
import type { Context } from "../context.ts";
import { openFrom, openJson, unwrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export type ImportKind = "catalogue" | "cases" | "reports";

export interface ImportView extends CheckedCatalogue {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly dryRun: boolean;
  readonly state: "waiting" | "running" | "done" | "refused" | "unmapped";
  readonly startedAt: Date;
  readonly progressedAt: Date;
  readonly endedAt: Date | null;
  readonly done: number;
  /** Null until the file is read. */
  readonly total: number | null;
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  /** Whether the file is still there, so that what was checked can be carried out. */
  readonly hasFile: boolean;
  readonly faults: readonly ImportFault[];
  /** Of kind "reports": how its file is read; null before it was, and a day after. */
  readonly told: ExportTold | null;
  /** Of kind "catalogue" that was only checked: what it would change; none a day after. */
  readonly changes: readonly ToldChange[];
}

/** Who may open an import's key: the table of imports itself. */
export const importsHolder = "imports";

export const importFilePlace = { table: "imports", column: "file_sealed" } as const;
export const importFaultsPlace = { table: "imports", column: "faults_sealed" } as const;
export const importExportPlace = { table: "imports", column: "export_sealed" } as const;

interface Sealed {
  readonly importId: string;
  readonly wrapped: Buffer;
  readonly masterKeyId: string;
}

type Row = Omit<ImportView, "faults" | "told" | keyof CheckedCatalogue> &
  Sealed & { readonly faultsSealed: Buffer | null; readonly exportSealed: Buffer | null };

const columns = `import_id as "importId", kind, dry_run as "dryRun", state,
  started_at as "startedAt", progressed_at as "progressedAt", ended_at as "endedAt", done, total,
  added, changed, same, file_sealed is not null as "hasFile", faults_sealed as "faultsSealed",
  export_sealed as "exportSealed", key_wrapped as "wrapped", master_key_id as "masterKeyId"`;

/** Undefined where the actor's wall shows none of this id. */
export async function importOf(
  context: Context,
  tx: Tx,
  importId: string,
): Promise<ImportView | undefined> {
  const row = await tx.first<Row>(`select ${columns} from imports where import_id = $1`, [
    importId,
  ]);
  return row && opened(context, row);
}

/** One's own of a kind, the newest first; at most 20. */
export async function ownImports(
  context: Context,
  tx: Tx,
  kind: ImportKind,
): Promise<ImportView[]> {
  const rows = await tx.query<Row>(
    `select ${columns} from imports where kind = $1 order by started_at desc, import_id desc limit 20`,
    [kind],
  );
  return rows.map((row) => opened(context, row));
}

/** The file as it was sent; null where it is gone. */
export async function importText(
  context: Context,
  tx: Tx,
  importId: string,
): Promise<string | null> {
  const row = await tx.first<Sealed & { fileSealed: Buffer | null }>(
    `select import_id as "importId", file_sealed as "fileSealed", key_wrapped as "wrapped",
            master_key_id as "masterKeyId"
       from imports where import_id = $1`,
    [importId],
  );
  if (!row?.fileSealed) return null;
  return openFrom(keyIn(context, row), importFilePlace, row.fileSealed).toString();
}

function keyIn(context: Context, { importId, wrapped, masterKeyId }: Sealed) {
  return unwrapKey(context, importId, importsHolder, { wrapped, masterKeyId });
}

function opened(context: Context, row: Row): ImportView {
  const { faultsSealed, exportSealed, wrapped: _, masterKeyId: __, ...view } = row;
  const key = keyIn(context, row);
  return {
    ...view,
    faults: faultsSealed ? openJson<ImportFault[]>(key, importFaultsPlace, faultsSealed) : [],
    ...toldIn(key, view.kind, exportSealed),
  };
}

/** What an import tells beside its faults is of another form for each kind. */
function toldIn(
  key: ReturnType<typeof keyIn>,
  kind: ImportKind,
  sealed: Buffer | null,
): Pick<ImportView, "told" | keyof CheckedCatalogue> {
  if (!sealed) return { told: null, ...nothingChecked };
  if (kind !== "catalogue") {
    return { told: openJson<ExportTold>(key, importExportPlace, sealed), ...nothingChecked };
  }
  const kept = openJson<CheckedCatalogue | ToldChange[]>(key, importExportPlace, sealed);
  // Checks of before the digest was kept are a list alone, and gone within a day.
  const isList = Array.isArray(kept);
  return { told: null, ...(isList ? { ...nothingChecked, changes: kept } : kept) };
}

const nothingChecked: CheckedCatalogue = { changes: [], planDigest: null, outdated: false };
