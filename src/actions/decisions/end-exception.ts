/**
 * Ends the exception that a decision made, once that decision is taken anew or back: its day has nothing left to
 * ask, and what it had put off is owed again.
 */
import { staffSide } from "../../core/cases/sides.ts";
import type { Context } from "../../store/context.ts";
import { exceptionBy, exceptionsOf } from "../../store/events/reader.ts";
import type { Desk } from "../on-case.ts";

/** Nothing where no exception holds, or none of a decision: what people recorded by itself is theirs to end. */
export async function endException(
  context: Context,
  desk: Desk,
  how: "ended" | "withdrawn",
): Promise<void> {
  const { caseId } = desk.head;
  const decisionId = await exceptionBy(desk.tx, caseId);
  if (!decisionId) return;
  const exceptions = await exceptionsOf(desk.tx, caseId);
  const happenedAt = context.now().toISOString();
  await desk.record({
    sideId: staffSide,
    type: `exception.${how}`,
    body: {
      happenedAt,
      until: null,
      partyId: null,
      towards: "staff",
      subjectId: caseId,
      decisionId,
      ...(exceptions.length > 0 ? { exceptions } : {}),
    },
    exceptions,
    subjectId: caseId,
    owedTo: staffSide,
  });
}
