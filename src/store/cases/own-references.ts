/** Whether a number of ours is taken: by a case, or as what a case that was taken over is known by elsewhere. */
import { typedReference } from "../../core/mail/outside-references.ts";
import type { Context } from "../context.ts";
import { referenceHash } from "../references/reader.ts";
import type { Tx } from "../transaction.ts";

/** Whether a case of ours has it. Only the worker sees all of them. */
export async function isOurs(tx: Tx, reference: string): Promise<boolean> {
  return (
    (await tx.first("select 1 from cases where reference = $1", [reference], "reference-taken")) !==
    undefined
  );
}

/** Whether it would be one number of two cases. */
export async function isReferenceTaken(
  context: Pick<Context, "masterKey">,
  tx: Tx,
  reference: string,
): Promise<boolean> {
  if (await isOurs(tx, reference)) return true;
  const outside = typedReference(reference);
  if (!outside) return false;
  const row = await tx.first(
    `select 1 from case_references r
      where r.reference_hash = $1 and r.removed_at is null
        and exists (select 1 from inbox i where i.case_id = r.case_id and i.channel = 'import')
      limit 1`,
    [referenceHash(context, outside)],
    "reference-imported",
  );
  return row !== undefined;
}
