/** The letters that tell a party of a remedy's date, and of what becomes of it. */
import { undelivered } from "../../core/remedies/remedy.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import type { Context } from "../../store/context.ts";
import type { EventView } from "../../store/events/reader.ts";
import { type RemedyView, remediesOf } from "../../store/remedies/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { CaseLetter } from "./case-letter.ts";
import { notice, type Write } from "./notice-letter.ts";

export const remedyLetters: Readonly<Record<string, Write>> = {
  "remedy.promised": tellDate,
  "remedy.withdrawn": tellWithdrawal,
  "remedy.delivered": tellDelivery,
};

async function tellDate(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const by = new Date(String(event.body.promisedFor));
  const formerBy = dateIn(event, "formerly");
  // A date that comes earlier is good news, and needs no excuse.
  if (!formerBy || by <= formerBy) return notice(to, "remedy-date", { by });
  const { dates } = await remedyIn(context, tx, to, event);
  const moved = dates.findLast((each) => each.to === event.body.promisedFor);
  return notice(to, "remedy-slip", { by, formerBy, explanation: moved?.reason ?? "" });
}

async function tellWithdrawal(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  const formerBy = dateIn(event, "formerly");
  if (!formerBy) return undefined;
  const { withdrawalReason } = await remedyIn(context, tx, to, event);
  return notice(to, "remedy-withdrawn", { formerBy, explanation: withdrawalReason });
}

/** What was asked until both are there ends with the last remedy, where no consent is needed besides. */
async function tellDelivery(context: Context, tx: Tx, to: CaseLetter) {
  const { caseId } = to.head;
  const { publication } = await factsOf(tx, caseId);
  const isWhole =
    publication === "published" && areAvailable(await remediesOf(context, tx, caseId));
  const ends = isWhole && !to.policy.embargo.endsWhen.includes("consent");
  return notice(to, "remedy-available", { remedies: ends ? "available" : "open" });
}

/** Whether nothing is to come any more: what was withdrawn, or will never be, is not waited for. */
export function areAvailable(remedies: readonly RemedyView[]): boolean {
  const toCome = remedies.filter(
    ({ kind, withdrawnAt }) => withdrawnAt === null && !undelivered.includes(kind),
  );
  return toCome.length > 0 && toCome.every(({ availableAt }) => availableAt !== null);
}

function dateIn(event: EventView, name: string): Date | undefined {
  const value = event.body[name];
  return typeof value === "string" ? new Date(value) : undefined;
}

async function remedyIn(
  context: Context,
  tx: Tx,
  to: CaseLetter,
  event: EventView,
): Promise<RemedyView> {
  const all = await remediesOf(context, tx, to.head.caseId);
  const found = all.find(({ remedyId }) => remedyId === event.body.remedyId);
  if (!found) throw new Error(`event ${event.eventId} names a remedy that is not there`);
  return found;
}
