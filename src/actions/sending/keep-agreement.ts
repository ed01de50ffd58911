/**
 * An answer to the letter that asked whether we may answer in plain: its first line says yes or no.
 * Counts only from where the letter went, and not where the sender's domain disowns it.
 */
import { plainAnswerIn } from "../../core/mail/plain-answer.ts";
import type { Arrival } from "../../core/reports/arrival.ts";
import type { Context } from "../../store/context.ts";
import { askedForPlain } from "../../store/sending/reader.ts";
import type { Desk } from "../on-case.ts";
import { keepAnswer } from "./agree-plain.ts";
import { owePlain } from "./owe-pointed.ts";

/** Whether something was kept: what the same party says again is kept once. */
export async function keepAgreement(
  context: Context,
  desk: Desk,
  { caseId, partyId, arrival }: { caseId: string; partyId: string; arrival: Arrival },
): Promise<boolean> {
  const said = plainAnswerIn(arrival.fields.description ?? "");
  const disowned = arrival.authentication?.dmarc.verdict === "fail";
  if (!said || arrival.automatic || disowned) return false;
  if (!(await askedForPlain(desk.tx, caseId, partyId))) return false;
  const kind = said === "yes" ? "plain-agreed" : "plain-declined";
  const of = { caseId, partyId, kind, by: "mail" } as const;
  const eventId = await keepAnswer(context, desk.tx, of, (event) => desk.record(event));
  if (eventId && said === "yes") await owePlain(context, desk, partyId, eventId);
  return eventId !== undefined;
}
