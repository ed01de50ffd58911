/** Reads events, as far as the actor's wall shows them. */

import type { WordsOfPart } from "../../core/cases/timeline-part.ts";
import {
  type ExceptionEntry,
  exceptionsThatPutOff,
  exceptionTypes,
} from "../../core/clocks/exceptions.ts";
import type { JsonValue } from "../../lib/canonical-json.ts";
import type { Tx } from "../transaction.ts";

export interface EventView {
  readonly eventId: string;
  readonly caseId: string | null;
  readonly sideId: string;
  readonly seq: number;
  readonly type: string;
  readonly at: Date;
  readonly actorKind: "staff" | "outsider" | "anyone" | "system";
  readonly actorId: string | null;
  readonly body: { readonly [key: string]: JsonValue };
}

const columns = `event_id as "eventId", case_id as "caseId", side_id as "sideId", seq, type, at,
  actor_kind as "actorKind", actor_id as "actorId", body`;

export async function eventOf(tx: Tx, eventId: string): Promise<EventView | undefined> {
  const row = await tx.first<Stored>(`select ${columns} from events where event_id = $1`, [
    eventId,
  ]);
  return row && viewOf(row);
}

/** Which of a case's events: of one part, and older than that place. */
export interface TimelineWish {
  readonly words?: WordsOfPart | undefined;
  readonly before?: number | undefined;
  readonly count?: number | undefined;
}

/** Parameters 2 to 4 of a statement on events: first words of types, whether all but those, and before which seq. */
export const fitsWish = `($2::text[] is null or (split_part(type, '.', 1) = any ($2)) <> $3)
        and ($4::bigint is null or seq < $4)`;

export function valuesOfWish({ words, before }: TimelineWish) {
  return [words?.words ?? null, words?.except ?? false, before ?? null] as const;
}

/** The newest events of the case that this actor may see, newest first; 300 unless told. */
export async function timelineOf(
  tx: Tx,
  caseId: string,
  wish: TimelineWish = {},
): Promise<EventView[]> {
  const rows = await tx.query<Stored>(
    `select ${columns} from events
      where case_id = $1 and ${fitsWish} order by seq desc limit $5`,
    [caseId, ...valuesOfWish(wish), wish.count ?? 300],
    "timeline",
  );
  return rows.map(viewOf);
}

/** Whether active exploitation is on record, and was not refuted afterwards. */
export async function isExploited(tx: Tx, caseId: string): Promise<boolean> {
  const row = await tx.first<{ type: string }>(
    `select type from events
      where case_id = $1 and type in ('exploitation.known', 'exploitation.refuted')
      order by seq desc limit 1`,
    [caseId],
  );
  return row?.type === "exploitation.known";
}

/** The decision by which an exception holds; undefined where none holds, or people recorded it by itself. */
export async function exceptionBy(tx: Tx, caseId: string): Promise<string | undefined> {
  const row = await tx.first<{ type: string; body: string }>(
    `select type, body from events
      where case_id = $1 and type in ('exception.recorded', 'exception.ended', 'exception.withdrawn')
      order by seq desc limit 1`,
    [caseId],
  );
  if (row?.type !== "exception.recorded") return undefined;
  return (JSON.parse(row.body) as { decisionId?: string }).decisionId;
}

/** What the report says of attacks, as the event of its arrival on the case has it; undefined where nothing. */
export async function urgentWordOf(
  tx: Tx,
  caseId: string,
  reportId: string,
): Promise<string | undefined> {
  const row = await tx.first<{ urgent: string | null }>(
    `select body::jsonb ->> 'urgent' as "urgent" from events
      where case_id = $1 and type = 'report.received' and body::jsonb ->> 'reportId' = $2
      order by seq limit 1`,
    [caseId, reportId],
  );
  return row?.urgent ?? undefined;
}

/** The exceptions that hold on the case and put something off, the newest last. */
export async function exceptionsOf(tx: Tx, caseId: string): Promise<string[]> {
  const record = await tx.query<ExceptionEntry>(
    `select event_id as "eventId", type, body::jsonb ? 'toldAnew' as "toldAnew" from events
      where case_id = $1 and type = any ($2::text[]) order by seq limit 2000`,
    [caseId, [...exceptionTypes]],
  );
  return exceptionsThatPutOff(record);
}

type Stored = Omit<EventView, "body"> & { readonly body: string };

function viewOf(row: Stored): EventView {
  return { ...row, body: JSON.parse(row.body) as EventView["body"] };
}
