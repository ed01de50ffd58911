/** Reads the remedies of a case's vulnerabilities, opened. */
import type { Context } from "../context.ts";
import { type HeldKeys, keysFor } from "../sealing/held-keys.ts";
import { openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { type RemedyText, remedyPlace } from "./writer.ts";

export interface RemedyView extends RemedyText {
  readonly remedyId: string;
  readonly vulnerabilityId: string;
  readonly kind: string;
  readonly term: "short" | "long";
  readonly promisedFor: Date | null;
  readonly availableAt: Date | null;
  readonly verifiedAt: Date | null;
}

export async function remediesOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<RemedyView[]> {
  const rows = await tx.query<Omit<RemedyView, keyof RemedyText> & { sealed: Buffer }>(
    `select remedy_id as "remedyId", vulnerability_id as "vulnerabilityId", kind, term,
            promised_for as "promisedFor", available_at as "availableAt",
            verified_at as "verifiedAt", text_sealed as "sealed"
       from remedies where case_id = $1 order by remedy_id limit 200`,
    [caseId],
  );
  const key = (await keysFor(context, tx, [caseId], held)).get(caseId);
  if (!key) return [];
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    ...openJson<RemedyText>(key, remedyPlace(row.remedyId), sealed),
  }));
}
