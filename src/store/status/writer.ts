/** Writes which products a vulnerability affects. */
import { staffSide } from "../../core/cases/sides.ts";
import type { OpenCase } from "../cases/decision-writer.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { sealFor } from "../sealing/object-keys.ts";
import { insertState } from "../state/state-rows.ts";

export type AffectedStatus = "affected" | "fixed" | "not-affected" | "under-investigation";

/** Replaces what the case says of a vulnerability's products. */
export async function replaceAffected(
  context: Context,
  at: OpenCase,
  vulnerabilityId: string,
  products: readonly {
    productId: string;
    status: AffectedStatus;
    justification: string | null;
    versions: string;
  }[],
  eventId: EventId,
): Promise<void> {
  await at.tx.run(`delete from affected_products where vulnerability_id = $1`, [vulnerabilityId]);
  for (const product of products) {
    const affectedId = context.newId();
    await insertState(context, at.tx, "affected_products", {
      affected_id: affectedId,
      case_id: at.head.caseId,
      side_id: staffSide,
      vulnerability_id: vulnerabilityId,
      product_id: product.productId,
      status: product.status,
      justification: product.justification,
      versions_sealed: sealFor(context, at.caseKey, versionsPlace(affectedId), product.versions),
      recorded_at: context.now(),
      last_event_id: eventId,
    });
  }
}

export function versionsPlace(affectedId: string) {
  return { table: "affected_products", column: `versions ${affectedId}` };
}
