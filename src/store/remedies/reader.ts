/** Reads the remedies of a case's vulnerabilities, opened. */
import type { Interest } from "../../core/decisions/interests.ts";
import type { Context } from "../context.ts";
import { type HeldKeys, keysFor } from "../sealing/held-keys.ts";
import { openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

/** A date that was told and then moved; oldest first. Instants in ISO 8601. */
export interface MovedDate {
  readonly formerly: string;
  readonly to: string;
  readonly reason: string;
  /** Whose interest it serves (ALU-01); missing in records from before it was asked. */
  readonly interest?: Interest | null;
  readonly at: string;
  readonly by: string;
}

/** A test of a remedy: who says so, when it was, where, and what came of it. */
export interface RemedyTest {
  readonly passed: boolean;
  readonly words: string;
  readonly where: string;
  readonly at: string;
  readonly by: string;
}

/** What is sealed of a remedy. */
export interface RemedyText {
  readonly text: string;
  readonly howToObtain: string;
  /** Which products of the catalogue it is for; none named is every affected one. */
  readonly productIds: readonly string[];
  readonly dates: readonly MovedDate[];
  readonly tests: readonly RemedyTest[];
  /** Why it will not come; empty where it may. */
  readonly withdrawalReason: string;
}

export interface RemedyView extends RemedyText {
  readonly remedyId: string;
  readonly vulnerabilityId: string;
  readonly kind: string;
  readonly term: "short" | "long";
  readonly ownerId: string | null;
  readonly promisedFor: Date | null;
  readonly availableAt: Date | null;
  readonly verifiedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly lastEventId: string;
}

export async function remediesOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<RemedyView[]> {
  const rows = await tx.query<Omit<RemedyView, keyof RemedyText> & { sealed: Buffer }>(
    `select remedy_id as "remedyId", vulnerability_id as "vulnerabilityId", kind, term,
            owner_id as "ownerId", promised_for as "promisedFor", available_at as "availableAt",
            verified_at as "verifiedAt", withdrawn_at as "withdrawnAt",
            last_event_id as "lastEventId", text_sealed as "sealed"
       from remedies where case_id = $1 order by remedy_id limit 200`,
    [caseId],
    "remedies-of-case",
  );
  const key = (await keysFor(context, tx, [caseId], held)).get(caseId);
  if (!key) return [];
  return rows.map(({ sealed, ...row }) => {
    // Words from before remedies had products, dates and tests of their own lack these lists.
    const words = openJson<Partial<RemedyText>>(key, remedyPlace(row.remedyId), sealed);
    const none = { text: "", howToObtain: "", productIds: [], dates: [], tests: [] };
    const reason = { withdrawalReason: "" };
    return { ...row, ...none, ...reason, ...words };
  });
}

export function remedyPlace(remedyId: string) {
  return { table: "remedies", column: `text ${remedyId}` };
}

/** When the first remedy of the case was delivered; undefined where none was, or all were withdrawn. */
export async function firstDelivery(tx: Tx, caseId: string): Promise<Date | undefined> {
  const row = await tx.first<{ at: Date | null }>(
    `select min(available_at) as "at" from remedies where case_id = $1 and withdrawn_at is null`,
    [caseId],
  );
  return row?.at ?? undefined;
}
