/** The letters that tell a party of a remedy's date, and of what becomes of it. */
import type { Context } from "../../store/context.ts";
import type { EventView } from "../../store/events/reader.ts";
import { type RemedyView, remediesOf } from "../../store/remedies/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { CaseLetter } from "./case-letter.ts";
import { endsOfCase } from "./ends-of-case.ts";
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
  const { published, remedied } = await endsOfCase(context, tx, to.head.caseId);
  const ends = published && remedied && !to.policy.embargo.endsWhen.includes("consent");
  return notice(to, "remedy-available", { remedies: ends ? "available" : "open" });
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
