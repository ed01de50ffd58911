/** What of the first case changes when a vulnerability goes to a case of its own. */
import { staffSide } from "../../core/cases/sides.ts";
import type { Going } from "../../core/cases/split.ts";
import type { Context } from "../../store/context.ts";
import type { RemedyView } from "../../store/remedies/reader.ts";
import { changeRemedy } from "../../store/remedies/writer.ts";
import { removeAffected } from "../../store/status/writer.ts";
import type { Desk } from "../on-case.ts";
import { takeOff } from "../vulnerabilities/withdraw-vulnerability.ts";
import type { FoundToSplit } from "./to-split.ts";

/** It is taken off with its remedies, stays with the products that do not go, or stays as it is with its promise. */
export async function leaveBehind(
  context: Context,
  desk: Desk,
  { affected, remedies }: Pick<FoundToSplit, "affected" | "remedies">,
  { vulnerabilityId, whole, withRemedies, products }: Going,
  { reason, by }: { readonly reason: string; readonly by: string },
): Promise<void> {
  if (whole) {
    await takeOff(context, desk, { vulnerabilityId, reason, by, splitOff: true });
    const gone = remedies.filter((each) => each.vulnerabilityId === vulnerabilityId);
    for (const remedy of gone) await letGo(context, desk, remedy, reason);
    return;
  }
  if (withRemedies || products.length === 0) return;
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

/** It goes on in the new case. No clock runs for it, so nobody outside is told anything. */
async function letGo(
  context: Context,
  desk: Desk,
  remedy: RemedyView,
  reason: string,
): Promise<void> {
  const { remedyId, kind } = remedy;
  const eventId = await desk.record({
    sideId: staffSide,
    type: "remedy.withdrawn",
    body: { remedyId, kind, formerly: null, splitOff: true },
    text: { key: desk.caseKey, plain: reason },
  });
  const change = { withdrawnAt: context.now(), withdrawalReason: reason };
  await changeRemedy(context, desk, remedy, change, eventId);
}
