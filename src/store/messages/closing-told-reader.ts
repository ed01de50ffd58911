/** Reads whether a letter told a party that the case was closed. Not what its page shows of the state. */
import type { Tx } from "../transaction.ts";

/** The party on its side of the case, and the event before which the closing is looked for. */
export interface ClosingAsked {
  readonly caseId: string;
  readonly sideId: string;
  /** Place of the event in the record of the case. */
  readonly before: number;
}

/**
 * Whether the last closing before that event was told: by the letter that it owed, or by the one that it
 * was done with. An old case that came in closed told nobody anything.
 */
export async function wasToldClosing(
  tx: Tx,
  { caseId, sideId, before }: ClosingAsked,
): Promise<boolean> {
  const row = await tx.first(
    `select 1
       from (select at, body::jsonb ->> 'messageId' as letter from events
              where case_id = $1 and type = 'case.closed' and seq < $3
              order by seq desc limit 1) closing
       join messages m on m.case_id = $1 and m.side_id = $2 and m.direction = 'out'
        and m.withdrawn_at is null
        and (m.message_id::text = closing.letter or (m.template = 'closing' and m.at >= closing.at))
      limit 1`,
    [caseId, sideId, before],
    "was-told-closing",
  );
  return row !== undefined;
}
