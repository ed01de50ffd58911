/** Keeps a translation beside its original, under the original's key. Changes none that stands. */

import { staffSide } from "../../core/cases/sides.ts";
import type { Translation } from "../../core/conversation/translation.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { type ObjectKey, sealJson } from "../sealing/object-keys.ts";
import { insertState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { type Original, translationPlace } from "./reader.ts";

export interface NewTranslation {
  readonly translationId: string;
  readonly caseId: string;
  readonly objectId: string;
  readonly kind: Original["kind"];
  /** The colleague who noted it. */
  readonly by: string;
  readonly content: Translation;
}

export async function insertTranslation(
  context: Context,
  tx: Tx,
  key: ObjectKey,
  { translationId, caseId, objectId, kind, by, content }: NewTranslation,
  eventId: EventId,
): Promise<void> {
  await insertState(context, tx, "translations", {
    translation_id: translationId,
    case_id: caseId,
    side_id: staffSide,
    report_id: kind === "report" ? objectId : null,
    message_id: kind === "message" ? objectId : null,
    noted_at: context.now(),
    noted_by: by,
    content_sealed: sealJson(context, key, translationPlace(translationId), content),
    last_event_id: eventId,
  });
}
