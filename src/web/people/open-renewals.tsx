/**
 * Reads the set-up links that stand open before every page of the console, for the administrators and
 * for whom they are meant: no account changes hands without a banner in front of those concerned.
 */
import type { FastifyInstance } from "fastify";
import { isPermitted } from "../../core/people/permit.ts";
import type { Context } from "../../store/context.ts";
import { openRenewals, type Renewal, renewalsOf } from "../../store/people/factors-reader.ts";
import { namesOf } from "../../store/people/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { findStaff, type Staff } from "../server/actor-of.ts";
import { addAlert } from "../server/alerts.ts";
import { formToken } from "../server/form-token.ts";
import type { WebContext } from "../server/web-context.ts";
import { OpenRenewal, type RenewalView } from "./renewal-parts.tsx";

export function addOpenRenewals(app: FastifyInstance, web: WebContext): void {
  app.addHook("preHandler", async (request, reply) => {
    if (!/^\/console(?:[/?]|$)/.test(request.url)) return;
    const staff = await findStaff(request);
    if (!staff) return;
    const open = await openFor(web.context, staff);
    if (open.length === 0) return;
    const administrates = isPermitted(staff, "confirm-link");
    const reader = { id: staff.id, administrates, csrf: formToken(request, reply, web) };
    for (const renewal of open) {
      addAlert(request, <OpenRenewal key={renewal.linkId} renewal={renewal} reader={reader} />);
    }
  });
}

async function openFor(context: Context, staff: Staff): Promise<RenewalView[]> {
  return context.transaction(staff, async (tx) => {
    const open = await openRenewals(tx, context.now());
    const administrates = isPermitted(staff, "confirm-link");
    return named(
      context,
      tx,
      open.filter(({ personId }) => administrates || personId === staff.id),
    );
  });
}

/** Those of the reader's own account, with names. */
export async function ownRenewals(context: Context, staff: Staff): Promise<RenewalView[]> {
  return context.transaction(staff, async (tx) =>
    named(context, tx, await renewalsOf(tx, staff.id)),
  );
}

async function named(
  context: Context,
  tx: Tx,
  renewals: readonly Renewal[],
): Promise<RenewalView[]> {
  const ids = renewals.flatMap(({ personId, askedBy }) => [personId, askedBy]);
  const names = await namesOf(context, tx, ids);
  return renewals.map((renewal) => ({
    ...renewal,
    person: names.get(renewal.personId) ?? "somebody",
    asker: names.get(renewal.askedBy) ?? "An administrator",
  }));
}
