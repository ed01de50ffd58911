/** Reads what colleagues said of single questions, from the record; its words lie with the messages. */
import type { QuestionMark } from "../../core/conversation/questions.ts";
import type { Tx } from "../transaction.ts";

/** The oldest first, at most 1,000. */
export async function questionMarksOf(tx: Tx, caseId: string): Promise<QuestionMark[]> {
  const rows = await tx.query<{ body: string }>(
    `select body from events where case_id = $1 and type = 'question.marked'
      order by seq limit 1000`,
    [caseId],
    "question-marks",
  );
  return rows.map(({ body }) => JSON.parse(body) as QuestionMark);
}
