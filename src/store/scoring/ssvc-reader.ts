/** Reads the answers to SSVC's tables from the record of a case: the newest of each table counts. */
import type { Context } from "../context.ts";
import { eventTextPlace } from "../events/writer.ts";
import { type HeldKeys, keysFor } from "../sealing/held-keys.ts";
import { openFrom } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export interface SsvcView {
  readonly vulnerabilityId: string;
  readonly table: string;
  /** The version of the table under which it was answered. */
  readonly version: string;
  readonly answers: Readonly<Record<string, string>>;
  /** The outcome's key; null while several were possible. */
  readonly outcome: string | null;
  readonly reason: string;
  readonly by: string | null;
  readonly at: Date;
}

type Body = Pick<SsvcView, "vulnerabilityId" | "table" | "version" | "answers" | "outcome">;

/** Every answer that was kept, newest first; at most 200. */
export async function ssvcOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<SsvcView[]> {
  const rows = await tx.query<{
    eventId: string;
    at: Date;
    by: string | null;
    body: string;
    sealed: Buffer | null;
  }>(
    `select event_id as "eventId", at, actor_id as "by", body, text_sealed as "sealed" from events
      where case_id = $1 and type = 'ssvc.answered' order by seq desc limit 200`,
    [caseId],
    "ssvc-of-case",
  );
  const key = (await keysFor(context, tx, [caseId], held)).get(caseId);
  return rows.map(({ eventId, at, by, body, sealed }) => ({
    ...(JSON.parse(body) as Body),
    reason: key && sealed ? openFrom(key, eventTextPlace(eventId), sealed).toString() : "",
    by,
    at,
  }));
}
