/** Reads the decisions of a case, opened, newest first. */
import type { DecisionKind, DecisionStanding } from "../../core/decisions/decision.ts";
import type { Interest } from "../../core/decisions/interests.ts";
import { erasedWords } from "../../core/retention/erased.ts";
import type { Context } from "../context.ts";
import { erasedAt } from "../retention/erased-reader.ts";
import { keysOf, type ObjectKey, openFrom, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { detailsPlace, explanationPlace } from "./decision-writer.ts";

export interface DecisionView {
  readonly decisionId: string;
  readonly kind: DecisionKind;
  readonly outcome: string;
  readonly reasons: readonly string[];
  readonly explanation: string;
  readonly decidedBy: string;
  readonly decidedAt: Date;
  /** Why it does not stand; null where it does. */
  readonly standing: DecisionStanding | null;
  readonly approvedBy: string | null;
  readonly endsAt: Date | null;
  readonly interest: Interest | null;
  readonly rulingId: string | null;
  /** Further fields by name; empty where there are none, or they are erased. */
  readonly details: Readonly<Record<string, string>>;
}

/** How the newest decision of that kind went; undefined where none was made. */
export async function latestOutcome(
  tx: Tx,
  caseId: string,
  kind: "relevancy" | "conclusion",
): Promise<string | undefined> {
  const row = await tx.first<{ outcome: string }>(
    `select outcome from decisions where case_id = $1 and kind = $2 and standing is null
      order by decided_at desc, decision_id desc limit 1`,
    [caseId, kind],
  );
  return row?.outcome;
}

/** Who took the newest decision of that kind that stands, and who confirmed it. */
export async function lastDeciders(
  tx: Tx,
  caseId: string,
  kind: "relevancy" | "conclusion",
): Promise<Pick<DecisionView, "decidedBy" | "approvedBy"> | undefined> {
  return tx.first<Pick<DecisionView, "decidedBy" | "approvedBy">>(
    `select decided_by as "decidedBy", approved_by as "approvedBy" from decisions where case_id = $1 and kind = $2 and standing is null
      order by decided_at desc, decision_id desc limit 1`,
    [caseId, kind],
  );
}

export async function decisionsOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: ReadonlyMap<string, ObjectKey>,
): Promise<DecisionView[]> {
  const rows = await tx.query<
    Omit<DecisionView, "explanation" | "reasons" | "details"> & {
      sealed: Buffer;
      reasons: string;
      more: Buffer | null;
    }
  >(
    `select decision_id as "decisionId", kind, outcome, reasons, explanation_sealed as "sealed",
            decided_by as "decidedBy", decided_at as "decidedAt", standing, approved_by as "approvedBy",
            ends_at as "endsAt", interest, ruling_id as "rulingId", details_sealed as "more"
       from decisions where case_id = $1 order by decided_at desc, decision_id desc limit 100`,
    [caseId],
    "decisions-of-case",
  );
  const key = (held ?? (await keysOf(context, tx, [caseId]))).get(caseId);
  const erased = key ? undefined : await erasedAt(tx, caseId);
  if (!key && !erased) return [];
  return rows.map(({ sealed, reasons, more, ...row }) => ({
    ...row,
    reasons: reasons.split(" ").filter((reason) => reason !== ""),
    explanation: key
      ? openFrom(key, explanationPlace(row.decisionId), sealed).toString()
      : erased
        ? erasedWords(erased)
        : "",
    details: key && more ? openJson(key, detailsPlace(row.decisionId), more) : {},
  }));
}
