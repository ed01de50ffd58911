/** Reads the decisions of a case, opened, newest first. */
import { erasedWords } from "../../core/retention/erased.ts";
import type { Context } from "../context.ts";
import { erasedAt } from "../retention/erased-reader.ts";
import { keysOf, type ObjectKey, openFrom } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { explanationPlace } from "./decision-writer.ts";

export interface DecisionView {
  readonly decisionId: string;
  readonly kind: string;
  readonly outcome: string;
  readonly reasons: readonly string[];
  readonly explanation: string;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

/** How the newest decision of that kind went; undefined where none was made. */
export async function latestOutcome(
  tx: Tx,
  caseId: string,
  kind: "relevancy" | "conclusion",
): Promise<string | undefined> {
  const row = await tx.first<{ outcome: string }>(
    `select outcome from decisions where case_id = $1 and kind = $2
      order by decided_at desc, decision_id desc limit 1`,
    [caseId, kind],
  );
  return row?.outcome;
}

/** Who took the newest decision of that kind. */
export async function lastDecider(
  tx: Tx,
  caseId: string,
  kind: "relevancy" | "conclusion",
): Promise<string | undefined> {
  const row = await tx.first<{ decidedBy: string }>(
    `select decided_by as "decidedBy" from decisions where case_id = $1 and kind = $2
      order by decided_at desc, decision_id desc limit 1`,
    [caseId, kind],
  );
  return row?.decidedBy;
}

export async function decisionsOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: ReadonlyMap<string, ObjectKey>,
): Promise<DecisionView[]> {
  const rows = await tx.query<
    Omit<DecisionView, "explanation" | "reasons"> & { sealed: Buffer; reasons: string }
  >(
    `select decision_id as "decisionId", kind, outcome, reasons, explanation_sealed as "sealed",
            decided_by as "decidedBy", decided_at as "decidedAt"
       from decisions where case_id = $1 order by decided_at desc, decision_id desc limit 100`,
    [caseId],
  );
  const key = (held ?? (await keysOf(context, tx, [caseId]))).get(caseId);
  const erased = key ? undefined : await erasedAt(tx, caseId);
  if (!key && !erased) return [];
  return rows.map(({ sealed, reasons, ...row }) => ({
    ...row,
    reasons: reasons.split(" ").filter((reason) => reason !== ""),
    explanation: key
      ? openFrom(key, explanationPlace(row.decisionId), sealed).toString()
      : erased
        ? erasedWords(erased)
        : "",
  }));
}
