/** Reads who is on call, who asks to break the glass, and where it was broken: behind the actor's wall. */
import type { Context } from "../context.ts";
import { openFrom, openJson, unwrapKey } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

/** Who may open a request's key: the table of requests itself. */
export const glassHolder = "glass_requests";
export const requestPlace = { table: "glass_requests", column: "request_sealed" } as const;
export const answerPlace = { table: "glass_requests", column: "answer_sealed" } as const;

export interface OnCallRow {
  readonly onCallId: string;
  readonly personId: string;
  /** Whoever is on line 1 is woken first. */
  readonly line: number;
  /** The pattern of the rota in which it covers a shift; null where it stands alone. */
  readonly patternId: string | null;
  readonly from: Date;
  readonly until: Date;
  readonly setBy: string;
}

/** Periods that run or are to come, the first to begin on top; at most 100. */
export async function onCallRows(tx: Tx, now: Date): Promise<OnCallRow[]> {
  return tx.query<OnCallRow>(
    `select on_call_id as "onCallId", person_id as "personId", line, pattern_id as "patternId", from_at as "from",
            until_at as "until", set_by as "setBy"
       from on_call where until_at > $1 and ended_at is null
      order by from_at, line, on_call_id limit 100`,
    [now],
  );
}

export interface GlassRequestView {
  readonly requestId: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly lapsesAt: Date;
  readonly hours: number;
  readonly reference: string;
  readonly reason: string;
  readonly state: "asked" | "confirmed" | "declined";
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
  /** Why it was declined; null where it was not. */
  readonly answer: string | null;
}

type StoredRequest = Omit<GlassRequestView, "reference" | "reason" | "answer"> & {
  readonly sealed: Buffer;
  readonly answerSealed: Buffer | null;
  readonly wrapped: Buffer;
  readonly masterKeyId: string;
};

const columns = `request_id as "requestId", asked_by as "askedBy", asked_at as "askedAt",
  lapses_at as "lapsesAt", hours, state, answered_by as "answeredBy", answered_at as "answeredAt",
  request_sealed as "sealed", answer_sealed as "answerSealed", key_wrapped as "wrapped",
  master_key_id as "masterKeyId"`;

/** One's own requests, and for a lead everybody's, the newest first; at most 50. */
export async function glassRequests(context: Context, tx: Tx): Promise<GlassRequestView[]> {
  const rows = await tx.query<StoredRequest>(
    `select ${columns} from glass_requests order by asked_at desc, request_id desc limit 50`,
  );
  return rows.map((row) => requestFrom(context, row));
}

/** The request, locked until the transaction ends. */
export async function lockGlassRequest(
  context: Context,
  tx: Tx,
  requestId: string,
): Promise<GlassRequestView | undefined> {
  const row = await tx.first<StoredRequest>(
    `select ${columns} from glass_requests where request_id = $1 for update`,
    [requestId],
  );
  return row && requestFrom(context, row);
}

function requestFrom(context: Context, row: StoredRequest): GlassRequestView {
  const { sealed, answerSealed, wrapped, masterKeyId, ...rest } = row;
  const key = unwrapKey(context, row.requestId, glassHolder, { wrapped, masterKeyId });
  const words = openJson<{ reference: string; reason: string }>(key, requestPlace, sealed);
  const answer = answerSealed && openFrom(key, answerPlace, answerSealed).toString();
  return { ...rest, ...words, answer };
}

export interface GlassOpening {
  readonly openingId: string;
  readonly caseId: string;
  readonly personId: string;
  /** The second person; null where whoever was on call opened it alone. */
  readonly confirmedBy: string | null;
  readonly openedAt: Date;
  readonly expiresAt: Date;
  readonly reviewDueAt: Date;
  readonly reviewedBy: string | null;
  readonly reviewedAt: Date | null;
}

const openingColumns = `g.opening_id as "openingId", g.case_id as "caseId", g.person_id as "personId",
  g.confirmed_by as "confirmedBy", g.opened_at as "openedAt", g.expires_at as "expiresAt",
  g.review_due_at as "reviewDueAt", g.reviewed_by as "reviewedBy", g.reviewed_at as "reviewedAt"`;

/** Each time that the glass of the case was broken, the newest first; at most 200. */
export async function openingsOf(tx: Tx, caseId: string): Promise<GlassOpening[]> {
  return tx.query<GlassOpening>(
    `select ${openingColumns} from glass_openings g
      where g.case_id = $1 order by g.opened_at desc, g.opening_id limit 200`,
    [caseId],
  );
}

/** Reviews that are owed on the cases that this actor reads, the most urgent first; at most 50. */
export async function reviewsOwed(tx: Tx): Promise<(GlassOpening & { reference: string })[]> {
  return tx.query(
    `select ${openingColumns}, c.reference
       from glass_openings g join cases c on c.case_id = g.case_id
      where g.reviewed_at is null order by g.review_due_at, g.opening_id limit 50`,
  );
}

export interface AlarmSoFar {
  /** Who was told by mail. */
  readonly told: readonly string[];
  /** False where nobody was alarmed yet, or somebody's mail server was away. */
  readonly settled: boolean;
}

/**
 * How far the alarm of this event came; of an event of the house where `caseId` is null. `type` is
 * what each attempt to tell of it is recorded as.
 */
export async function alarmSoFar(
  tx: Tx,
  { caseId, eventId }: { caseId: string | null; eventId: string },
  type: "glass.alarmed" | "delivery.alarmed" = "glass.alarmed",
): Promise<AlarmSoFar> {
  const rows = await tx.query<{ body: string }>(
    `select body from events
      where ${caseId === null ? "case_id is null" : "case_id = $3"} and type = $2
        and at >= (select at from events where event_id = $1::uuid)
        and body::jsonb ->> 'about' = $1::text
      order by seq limit 1000`,
    caseId === null ? [eventId, type] : [eventId, type, caseId],
  );
  const bodies = rows.map(
    ({ body }) => JSON.parse(body) as { people?: string[]; waiting?: string[] },
  );
  return {
    told: bodies.flatMap(({ people = [] }) => people),
    settled: bodies.some(({ waiting = [] }) => waiting.length === 0),
  };
}

/** Who was told since then, by mail, of events of that type on the case. */
export async function toldSince(
  tx: Tx,
  { caseId, type, since }: { caseId: string; type: string; since: Date },
): Promise<string[]> {
  const rows = await tx.query<{ body: string }>(
    `select told.body from events told
       join events about on about.event_id = (told.body::jsonb ->> 'about')::uuid
      where told.case_id = $1 and told.type = 'delivery.alarmed' and told.at > $3
        and about.type = $2 order by told.seq desc limit 200`,
    [caseId, type, since],
  );
  return rows.flatMap(({ body }) => (JSON.parse(body) as { people?: string[] }).people ?? []);
}

/** Lets nobody else count this person's tries until the transaction ends. */
export async function lockGlassTries(tx: Tx, personId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('glass of ' || $1, 0))`, [
    personId,
  ]);
}

/** Wishes of the person that no lead confirmed, and names of theirs that opened nothing, since then. */
export async function triesSince(tx: Tx, personId: string, since: Date): Promise<number> {
  const row = await tx.first<{ count: number }>(
    `select ((select count(*) from glass_requests
               where asked_by = $1::uuid and asked_at > $2 and state <> 'confirmed')
           + (select count(*) from events
               where case_id is null and at > $2 and type = 'glass.missed'
                 and body::jsonb ->> 'by' = $1::text))::int as "count"`,
    [personId, since],
  );
  return row?.count ?? 0;
}

export interface StoppedTries {
  readonly personId: string;
  readonly at: Date;
}

/** Whose tries were stopped since then, the newest first; at most 50. */
export async function stoppedSince(tx: Tx, since: Date): Promise<StoppedTries[]> {
  return tx.query<StoppedTries>(
    `select body::jsonb ->> 'by' as "personId", at from events
      where case_id is null and at > $1 and type = 'glass.stopped'
      order by at desc limit 50`,
    [since],
  );
}
