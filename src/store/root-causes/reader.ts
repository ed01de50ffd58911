/** Reads the root causes of a case and their follow-ups, from its own record. Only staff of the case see them. */
import type { FollowUp, Practice } from "../../core/root-causes/root-cause.ts";
import type { Context } from "../context.ts";
import { eventTextPlace } from "../events/writer.ts";
import { endsOf, followUpEnds } from "../follow-ups/ended.ts";
import { type HeldKeys, keysFor } from "../sealing/held-keys.ts";
import { openFrom } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export interface RootCause {
  readonly causeId: string;
  readonly at: Date;
  readonly by: string | null;
  readonly practice: Practice;
  readonly words: string;
  /** What the house calls the requirement or the rule of its programme; empty where none is named. */
  readonly requirement: string;
  readonly followUp: FollowUp | null;
}

/** The sealed words of an event "root-cause.recorded", as JSON. */
export interface CauseWords {
  readonly words: string;
  readonly requirement: string;
  readonly followUp: string;
}

/** The body of that event. */
export type CauseBody = {
  readonly practice: Practice;
  readonly ownerId: string | null;
  readonly dueOn: string | null;
};

interface Row {
  readonly eventId: string;
  readonly type: string;
  readonly at: Date;
  readonly by: string | null;
  readonly body: string;
  readonly sealed: Buffer | null;
}

/** The newest first, at most 200 entries of the record. */
export async function rootCausesOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<RootCause[]> {
  const rows = await tx.query<Row>(
    `select event_id as "eventId", type, at, actor_id as "by", body, text_sealed as "sealed"
       from events where case_id = $1 and type = any ($2::text[])
      order by seq desc limit 200`,
    [caseId, ["root-cause.recorded", ...followUpEnds]],
    "root-causes-of-case",
  );
  const key = (await keysFor(context, tx, [caseId], held)).get(caseId);
  if (!key) return [];
  const words = ({ eventId, sealed }: Row) =>
    sealed ? openFrom(key, eventTextPlace(eventId), sealed).toString() : "";
  const done = endsOf(rows);
  return rows
    .filter(({ type }) => type === "root-cause.recorded")
    .map((row) => {
      const { practice, ownerId, dueOn } = JSON.parse(row.body) as CauseBody;
      const said = JSON.parse(words(row)) as CauseWords;
      const end = done.get(row.eventId);
      const followUp = said.followUp && {
        ...{ followUpId: row.eventId, what: said.followUp, ownerId, dueOn },
        ...{ doneAt: end?.at ?? null, doneWords: end ? words(end) : "" },
      };
      const { eventId: causeId, at, by } = row;
      const { words: why, requirement } = said;
      return { causeId, at, by, practice, words: why, requirement, followUp: followUp || null };
    });
}
