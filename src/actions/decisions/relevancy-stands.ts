/** What follows once it is decided whether a report is relevant: the event, the vulnerability, the letter. */
import { staffSide } from "../../core/cases/sides.ts";
import { type Touched, touched } from "../../core/decisions/reasons.ts";
import { rulingTakeBackMs } from "../../core/decisions/ruling.ts";
import { titlePlace } from "../../store/cases/opening-writer.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import { addVulnerability } from "../../store/scoring/writer.ts";
import { openFrom } from "../../store/sealing/object-keys.ts";
import { noticeDecided } from "../cases/notice-decided.ts";
import { noteKnown } from "../links/note-known.ts";
import type { Desk } from "../on-case.ts";
import { keptByWork } from "../tray/sorting.ts";

interface Decided {
  readonly decisionId: string;
  readonly outcome: string;
  /** Codes. */
  readonly reasons: readonly string[];
  readonly rulingId?: string | undefined;
}

export async function relevancyStands(
  context: Context,
  desk: Desk,
  { decisionId, outcome, reasons, rulingId }: Decided,
): Promise<EventId> {
  const isTouched = (code: string): code is Touched => touched.some((each) => each === code);
  const why = reasons.filter((code) => !isTouched(code));
  const eventId = await desk.record({
    sideId: staffSide,
    type: "relevancy.decided",
    body: {
      decisionId,
      outcome,
      touches: reasons.filter(isTouched),
      ...(why.length > 0 ? { reasons: why } : {}),
    },
  });
  await keptByWork(context, desk, eventId);
  if (reasons.includes("duplicate")) await noteKnown(desk);
  if (outcome === "relevant") await ensureVulnerability(context, desk, eventId);
  if (outcome !== "relevant" && outcome !== "need-more") await noticeDecided(context, desk);
  // A ruling on many can be taken back as long as its letters wait.
  const waits = { startAfter: new Date(context.now().getTime() + rulingTakeBackMs) };
  const about = { caseId: desk.head.caseId, subjectId: eventId };
  await owe(context, desk.tx, "notify", rulingId ? { ...about, ...waits } : about);
  return eventId;
}

/** A relevant report has at least one vulnerability; it begins with the case's title. */
async function ensureVulnerability(context: Context, desk: Desk, eventId: EventId): Promise<void> {
  if ((await vulnerabilitiesOf(context, desk.tx, desk.head.caseId)).length > 0) return;
  const title = openFrom(desk.caseKey, titlePlace, desk.head.titleSealed).toString();
  const vulnerabilityId = context.newId();
  const first = { vulnerabilityId, title, cveId: null, cweId: null };
  await addVulnerability(context, desk, first, eventId);
}
