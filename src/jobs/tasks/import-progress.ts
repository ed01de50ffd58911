/** What the tasks of imports have in common: saying how far one is, and which language its file is in. */
import { settleImport } from "../../actions/imports/settle-import.ts";
import type { ExportTold } from "../../core/imports/export-told.ts";
import type { ImportFault } from "../../core/imports/import-row.ts";
import type { Context } from "../../store/context.ts";

const actor = { kind: "system", task: "carry-out-import" } as const;

type Settled = "progress" | "done" | "refused" | "unmapped" | "file-later" | "file-gone";

export async function settle(
  context: Context,
  importId: string,
  what: Settled,
  counts: {
    done?: number;
    total?: number;
    added?: number;
    changed?: number;
    same?: number;
  } = {},
  faults: readonly ImportFault[] = [],
  told?: ExportTold,
): Promise<void> {
  const all = { done: 0, total: 0, added: 0, changed: 0, same: 0, ...counts };
  await settleImport.run(context, actor, { importId, what, counts: all, faults, told });
}

/** A file is JSON where it begins as JSON does, and else a table. */
export function looksLikeJson(text: string): boolean {
  return /^\ufeff?\s*[[{]/.test(text);
}
