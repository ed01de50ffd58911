/** Writes remedies and whatever happens to them. */
import { staffSide } from "../../core/cases/sides.ts";
import type { OpenCase } from "../cases/decision-writer.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { sealJson } from "../sealing/object-keys.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import { type RemedyText, type RemedyView, remedyPlace } from "./reader.ts";

export async function insertRemedy(
  context: Context,
  at: OpenCase,
  remedy: {
    remedyId: string;
    vulnerabilityId: string;
    kind: string;
    term: "short" | "long";
    promisedFor: Date | null;
    ownerId: string | null;
    text: RemedyText;
  },
  eventId: EventId,
): Promise<void> {
  await insertState(context, at.tx, "remedies", {
    remedy_id: remedy.remedyId,
    case_id: at.head.caseId,
    side_id: staffSide,
    vulnerability_id: remedy.vulnerabilityId,
    kind: remedy.kind,
    term: remedy.term,
    promised_for: remedy.promisedFor,
    available_at: null,
    verified_at: null,
    owner_id: remedy.ownerId,
    withdrawn_at: null,
    text_sealed: sealJson(context, at.caseKey, remedyPlace(remedy.remedyId), remedy.text),
    last_event_id: eventId,
  });
}

/** What of a remedy a deed changes; whatever is left out stays. */
export type RemedyChange = Partial<
  Omit<RemedyView, "remedyId" | "vulnerabilityId" | "lastEventId">
>;

/** Writes the remedy as the change leaves it; `before` was read in this transaction. */
export async function changeRemedy(
  context: Context,
  at: OpenCase,
  before: RemedyView,
  change: RemedyChange,
  eventId: EventId,
): Promise<void> {
  const next = { ...before, ...change };
  const { text, howToObtain, productIds, dates, tests, withdrawalReason } = next;
  const words: RemedyText = { text, howToObtain, productIds, dates, tests, withdrawalReason };
  await updateState(
    context,
    at.tx,
    "remedies",
    { remedy_id: before.remedyId, case_id: at.head.caseId },
    {
      kind: next.kind,
      term: next.term,
      promised_for: next.promisedFor,
      available_at: next.availableAt,
      verified_at: next.verifiedAt,
      withdrawn_at: next.withdrawnAt,
      owner_id: next.ownerId,
      text_sealed: sealJson(context, at.caseKey, remedyPlace(before.remedyId), words),
      last_event_id: eventId,
    },
  );
}
