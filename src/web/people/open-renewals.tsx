/**
 * Reads the set-up links that stand open before every page of the console, for the administrators and
 * for whom they are meant: no account changes hands without a banner in front of those concerned.
 */
import { isPermitted } from "../../core/people/permit.ts";
import type { Context } from "../../store/context.ts";
import { openRenewals, type Renewal, renewalsOf } from "../../store/people/factors-reader.ts";
import { namesOf } from "../../store/people/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { Staff } from "../server/actor-of.ts";
import { addAlert } from "../server/alerts.ts";
import type { Noting } from "../server/console-notes.ts";
import { formToken } from "../server/form-token.ts";
import { OpenRenewal, type RenewalView } from "./renewal-parts.tsx";

export async function noteRenewals(tx: Tx, { request, reply, staff, web }: Noting): Promise<void> {
  const open = await openFor(tx, web.context, staff);
  if (open.length === 0) return;
  const administrates = isPermitted(staff, "confirm-link");
  const reader = { id: staff.id, administrates, csrf: formToken(request, reply, web) };
  for (const renewal of open) {
    addAlert(request, <OpenRenewal key={renewal.linkId} renewal={renewal} reader={reader} />);
  }
}

async function openFor(tx: Tx, context: Context, staff: Staff): Promise<RenewalView[]> {
  const open = await openRenewals(tx, context.now());
  const administrates = isPermitted(staff, "confirm-link");
  const concerning = open.filter(({ personId }) => administrates || personId === staff.id);
  return named(context, tx, concerning);
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
