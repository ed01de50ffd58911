/**
 * Reads of a case what an evidence pack tells: clocks, the whole chain of events, messages with their
 * mails, reports. Opens nothing that people wrote; names and words are added-reader.ts's.
 */
import { createHash } from "node:crypto";
import type {
  CaseRecord,
  DeliveryRecord,
  EventRecord,
  MessageRecord,
  ReportRecord,
} from "../../core/evidence/case-record.ts";
import { isUuid } from "../../lib/uuid7.ts";
import type { CaseHead } from "../cases/head-reader.ts";
import { ledgerClocksOf } from "../clocks/ledger-reader.ts";
import type { Context } from "../context.ts";
import { partiesOf } from "../parties/reader.ts";
import type { Tx } from "../transaction.ts";

/** What the deed itself, the checkpoint and the wish for more put beside it. */
type Read = Omit<CaseRecord, "deed" | "checkpoint" | "names" | "content">;

/** As far as the actor's wall shows it: staff of the case and the worker see all of it. */
export async function caseRecordOf(context: Context, tx: Tx, head: CaseHead): Promise<Read> {
  const { caseId } = head;
  const clocks = await ledgerClocksOf(context, tx, caseId);
  const versions = new Set([head.policyVersion, ...clocks.map((clock) => clock.policyVersion)]);
  return {
    now: context.now(),
    head,
    policies: context.policies.filter(
      ({ name, version }) => name === head.policyId && versions.has(version),
    ),
    clocks,
    parties: await partiesOf(tx, caseId),
    reports: await reportsOf(tx, caseId),
    messages: await messagesOf(tx, caseId),
    events: await chainOf(tx, caseId),
  };
}

async function reportsOf(tx: Tx, caseId: string): Promise<ReportRecord[]> {
  return tx.query<ReportRecord>(
    `select r.report_id as "reportId", r.party_id as "partyId", r.channel, l.relation, r.encrypted,
            r.attempted_at as "attemptedAt", r.received_at as "receivedAt",
            r.first_read_at as "firstReadAt"
       from case_reports l join reports r on r.report_id = l.report_id
      where l.case_id = $1 order by r.received_at, r.report_id limit 10000`,
    [caseId],
  );
}

async function messagesOf(tx: Tx, caseId: string): Promise<MessageRecord[]> {
  const messages = await tx.query<Omit<MessageRecord, "deliveries">>(
    `select message_id as "messageId", side_id as "sideId", direction, template as "kind",
            author_kind as "by", at, encrypted
       from messages where case_id = $1 order by at, message_id limit 100000`,
    [caseId],
  );
  const mails = await tx.query<
    Omit<DeliveryRecord, "mailIdSha256"> & { messageId: string; mailId: string }
  >(
    `select message_id as "messageId", mail_id as "mailId", state, encrypted, attempts,
            owed_at as "owedAt", sent_at as "sentAt"
       from deliveries where case_id = $1 order by owed_at, delivery_id limit 100000`,
    [caseId],
  );
  const byMessage = Map.groupBy(mails, (mail) => mail.messageId);
  return messages.map((message) => ({
    ...message,
    deliveries: (byMessage.get(message.messageId) ?? []).map(
      ({ messageId: _, mailId, ...delivery }) => ({
        ...delivery,
        mailIdSha256: createHash("sha256").update(mailId).digest("hex"),
      }),
    ),
  }));
}

const pageRows = 5_000;

/** Every event of the case's stream, from its first on, page by page. */
async function chainOf(tx: Tx, caseId: string): Promise<EventRecord[]> {
  const events: EventRecord[] = [];
  for (;;) {
    const page = await tx.query<Stored>(
      `select seq, event_id as "eventId", type, at, actor_kind as "actorKind",
              actor_id as "actorId", body, mac
         from events where case_id = $1 and seq > $2 order by seq limit ${pageRows}`,
      [caseId, events.at(-1)?.seq ?? 0],
    );
    events.push(...page.map(eventFrom));
    if (page.length < pageRows) return events;
  }
}

type Stored = Omit<EventRecord, "happenedAt" | "until" | "ids" | "mac"> & {
  body: string;
  mac: Buffer;
};

function eventFrom({ body, mac, ...event }: Stored): EventRecord {
  const said = Object.entries(JSON.parse(body) as Readonly<Record<string, unknown>>);
  const text = (name: string) => said.find(([each]) => each === name)?.[1];
  return {
    ...event,
    // A report may have waited in the inbox: its clocks count from when it came (ALE-29).
    happenedAt: instantOf(text("happenedAt") ?? text("receivedAt")),
    until: instantOf(text("until") ?? text("promisedFor")),
    ids: Object.fromEntries(said.filter((entry): entry is [string, string] => isId(entry[1]))),
    mac: mac.toString("hex"),
  };
}

function isId(value: unknown): boolean {
  return typeof value === "string" && isUuid(value);
}

function instantOf(value: unknown): Date | null {
  const at = typeof value === "string" ? new Date(value) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at : null;
}
