/** Reads events, as far as the actor's wall shows them. */
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

/** The newest 300 events of the case that this actor may see, newest first. */
export async function timelineOf(tx: Tx, caseId: string): Promise<EventView[]> {
  const rows = await tx.query<Stored>(
    `select ${columns} from events where case_id = $1 order by seq desc limit 300`,
    [caseId],
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

type Stored = Omit<EventView, "body"> & { readonly body: string };

function viewOf(row: Stored): EventView {
  return { ...row, body: JSON.parse(row.body) as EventView["body"] };
}
