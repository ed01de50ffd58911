/** Reads the talks of a case with what follows from them, from its own record. Only staff of the case see them. */
import type { Call, CallKind, PromisedFollowUp } from "../../core/calls/call.ts";
import type { PreferredChannel } from "../../core/calls/channel.ts";
import type { FollowUp } from "../../core/root-causes/root-cause.ts";
import type { Context } from "../context.ts";
import { eventTextPlace } from "../events/writer.ts";
import { endsOf, followUpEnds } from "../follow-ups/ended.ts";
import { type HeldKeys, keysFor } from "../sealing/held-keys.ts";
import { openFrom } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

/** The body of an event "call.recorded". */
export type CallBody = {
  readonly kind: CallKind;
  readonly talkedAt: string;
  readonly colleagues: readonly string[];
  readonly parties: readonly string[];
};

/** The sealed words of that event, as JSON. */
export interface CallWords {
  readonly words: string;
  readonly agreed: string;
}

/** The body of an event "follow-up.promised"; its sealed words say what. */
export type PromisedBody = Pick<PromisedFollowUp, "ownerId" | "dueOn"> & { readonly call: string };

/** The body of an event "channel.noted". */
export type ChannelBody = PreferredChannel & { readonly partyId: string };

interface Row {
  readonly eventId: string;
  readonly type: string;
  readonly at: Date;
  readonly by: string | null;
  readonly body: string;
  readonly sealed: Buffer | null;
}

/** The latest talk first, of at most 500 entries of the record. */
export async function callsOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: HeldKeys,
): Promise<Call[]> {
  const rows = await tx.query<Row>(
    `select event_id as "eventId", type, at, actor_id as "by", body, text_sealed as "sealed"
       from events
      where case_id = $1 and type = any ($2::text[])
      order by seq desc limit 500`,
    [caseId, ["call.recorded", "follow-up.promised", ...followUpEnds]],
    "calls-of-case",
  );
  const key = (await keysFor(context, tx, [caseId], held)).get(caseId);
  if (!key) return [];
  const words = ({ eventId, sealed }: Row) =>
    sealed ? openFrom(key, eventTextPlace(eventId), sealed).toString() : "";
  const ended = endsOf(rows);
  const promised = ofType(rows, "follow-up.promised").reverse();
  return ofType(rows, "call.recorded")
    .map((row) => {
      const { kind, talkedAt, colleagues, parties } = read<CallBody>(row);
      const followUps = promised
        .filter((each) => read<PromisedBody>(each).call === row.eventId)
        .map((each) => followUpOf(each, ended.get(each.eventId), words));
      const { eventId: callId, at: recordedAt, by } = row;
      const at = new Date(talkedAt);
      return {
        ...{ callId, kind, at, recordedAt, by, colleagues, parties, followUps },
        ...callWordsOf(words(row)),
      };
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** Of erased words only the note that they were erased is left. */
export function callWordsOf(text: string): CallWords {
  return text.startsWith("{") ? (JSON.parse(text) as CallWords) : { words: text, agreed: "" };
}

/** How each party likes to be spoken with, by its id: what was noted last. */
export async function channelsOf(tx: Tx, caseId: string): Promise<Map<string, PreferredChannel>> {
  const rows = await tx.query<{ body: string }>(
    `select body from events where case_id = $1 and type = 'channel.noted' order by seq limit 500`,
    [caseId],
    "channels-of-case",
  );
  return new Map(
    rows.map(({ body }) => {
      const { partyId, ...preferred } = JSON.parse(body) as ChannelBody;
      return [partyId, preferred];
    }),
  );
}

function followUpOf(row: Row, end: Row | undefined, words: (row: Row) => string): FollowUp {
  const { ownerId, dueOn } = read<PromisedBody>(row);
  return {
    ...{ followUpId: row.eventId, what: words(row), ownerId, dueOn },
    ...{ doneAt: end?.at ?? null, doneWords: end ? words(end) : "" },
  };
}

function ofType(rows: readonly Row[], type: string): Row[] {
  return rows.filter((row) => row.type === type);
}

function read<T>({ body }: Row): T {
  return JSON.parse(body) as T;
}
