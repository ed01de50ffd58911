/** What of the first case changes when a vulnerability goes to a case of its own. */
import { staffSide } from "../../core/cases/sides.ts";
import type { Going } from "../../core/cases/split.ts";
import type { Context } from "../../store/context.ts";
import type { AffectedView } from "../../store/status/reader.ts";
import { removeAffected } from "../../store/status/writer.ts";
import type { Desk } from "../on-case.ts";
import { takeOff } from "../vulnerabilities/withdraw-vulnerability.ts";

/** It is taken off, or stays with the products that do not go. */
export async function leaveBehind(
  context: Context,
  desk: Desk,
  affected: readonly AffectedView[],
  { vulnerabilityId, whole, products }: Going,
  { reason, by }: { readonly reason: string; readonly by: string },
): Promise<void> {
  if (whole) return takeOff(context, desk, { vulnerabilityId, reason, by, splitOff: true });
  if (products.length === 0) return;
  const rows = affected.filter((row) => row.vulnerabilityId === vulnerabilityId);
  const stays = rows.filter((row) => !products.includes(row.productId));
  await desk.record({
    sideId: staffSide,
    type: "products.recorded",
    body: {
      vulnerabilityId,
      products: stays
        .filter(({ versionId }) => versionId === null)
        .map(({ productId, status }) => ({ productId, status })),
    },
  });
  await removeAffected(
    desk.tx,
    rows.filter((row) => products.includes(row.productId)),
  );
}
