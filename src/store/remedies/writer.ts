/** Writes remedies and their delivery. */
import { staffSide } from "../../core/cases/sides.ts";
import type { OpenCase } from "../cases/decision-writer.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { sealJson } from "../sealing/object-keys.ts";
import { insertState, updateState } from "../state/state-rows.ts";

export interface RemedyText {
  readonly text: string;
  readonly howToObtain: string;
}

export async function insertRemedy(
  context: Context,
  at: OpenCase,
  remedy: {
    remedyId: string;
    vulnerabilityId: string;
    kind: string;
    term: "short" | "long";
    promisedFor: Date | null;
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
    text_sealed: sealJson(context, at.caseKey, remedyPlace(remedy.remedyId), remedy.text),
    last_event_id: eventId,
  });
}

export function remedyPlace(remedyId: string) {
  return { table: "remedies", column: `text ${remedyId}` };
}

/** Marks a remedy delivered; only a verified one can be (ALE-06). */
export async function markDelivered(
  context: Context,
  at: OpenCase,
  remedyId: string,
  times: { verifiedAt: Date; availableAt: Date },
  eventId: EventId,
): Promise<boolean> {
  const changed = await updateState(
    context,
    at.tx,
    "remedies",
    { remedy_id: remedyId, case_id: at.head.caseId },
    {
      verified_at: times.verifiedAt,
      available_at: times.availableAt,
      last_event_id: eventId,
    },
  );
  return changed !== undefined;
}
