/** Writes that a mail may belong to a case, and what people made of it. */
import { staffSide } from "../../core/cases/sides.ts";
import type { CaseWay } from "../../core/mail/find-case.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";

export interface NewClaim {
  readonly claimId: string;
  readonly caseId: string;
  readonly partyId: string | null;
  readonly fromCaseId: string;
  readonly why: readonly CaseWay[];
}

export async function insertClaim(
  context: Context,
  tx: Tx,
  claim: NewClaim,
  eventId: EventId,
): Promise<void> {
  await insertState(context, tx, "case_claims", {
    claim_id: claim.claimId,
    case_id: claim.caseId,
    side_id: staffSide,
    party_id: claim.partyId,
    from_case_id: claim.fromCaseId,
    why: claim.why.join(" "),
    state: "open",
    made_at: context.now(),
    message_id: null,
    settled_by: null,
    settled_at: null,
    last_event_id: eventId,
  });
}

export interface ClaimOutcome {
  readonly state: "joined" | "undone" | "declined";
  readonly partyId: string | null;
  readonly messageId: string | null;
  readonly settledBy: string | null;
}

export async function settleClaim(
  context: Context,
  tx: Tx,
  claimId: string,
  { state, partyId, messageId, settledBy }: ClaimOutcome,
  eventId: EventId,
): Promise<void> {
  const whose = { party_id: partyId, message_id: messageId, settled_by: settledBy };
  const change = { state, ...whose, settled_at: context.now(), last_event_id: eventId };
  await updateState(context, tx, "case_claims", { claim_id: claimId }, change);
}
