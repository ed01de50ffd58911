/** Finds the parties that a mail may be from, and the mail that an outgoing one answers. */
import type { Arrival } from "../../core/reports/arrival.ts";
import { addressHash, contentPlace } from "../cases/opening-writer.ts";
import type { Context } from "../context.ts";
import { keysOf, openJson } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";
import { type MessageContent, messagePlace } from "./writer.ts";

export interface Thread {
  readonly caseId: string;
  readonly partyId: string;
}

/** The parties of the cases that a report names, or whose mails it answers: to compare with, never to join. */
export async function partiesNamed(
  tx: Tx,
  named: { references: readonly string[]; answered: readonly string[] },
): Promise<string[]> {
  const rows = await tx.query<{ partyId: string }>(
    `select p.party_id as "partyId" from parties p
      where p.case_id in (select c.case_id from cases c where c.reference = any ($1::text[])
                          union select d.case_id from deliveries d where d.mail_id = any ($2::text[]))
      order by p.added_at, p.party_id limit 200`,
    [named.references, named.answered],
  );
  return rows.map((row) => row.partyId);
}

/** The parties, of any case, who write from that address; the newest first. */
export async function partiesAt(context: Context, tx: Tx, address: string): Promise<string[]> {
  const rows = await tx.query<{ partyId: string }>(
    `select party_id as "partyId" from identities where address_hash = $1
      order by updated_at desc, party_id limit 20`,
    [addressHash(context, address)],
  );
  return rows.map((row) => row.partyId);
}

/** The Message-ID of the newest mail from that party; undefined where none came by mail. */
export async function newestMailFrom(
  context: Context,
  tx: Tx,
  { caseId, partyId }: Thread,
): Promise<string | undefined> {
  const message = await tx.first<{ messageId: string; sealed: Buffer }>(
    `select message_id as "messageId", content_sealed as "sealed" from messages
      where case_id = $1 and side_id = $2 and direction = 'in' and template <> 'delivery-report'
        and withdrawn_at is null
      order by at desc, message_id desc limit 1`,
    [caseId, partyId],
  );
  if (message) {
    const key = (await keysOf(context, tx, [partyId])).get(partyId);
    const place = messagePlace(message.messageId);
    const mailId = key && openJson<MessageContent>(key, place, message.sealed).mailId;
    if (mailId) return mailId;
  }
  return (await newestReportFrom(context, tx, { caseId, partyId }))?.mailId ?? undefined;
}

/** What the party's newest report said; files are apart. */
export async function newestReportFrom(
  context: Context,
  tx: Tx,
  { caseId, partyId }: Thread,
): Promise<Omit<Arrival, "files"> | undefined> {
  const report = await tx.first<{ reportId: string; sealed: Buffer }>(
    `select report_id as "reportId", content_sealed as "sealed" from reports
      where case_id = $1 and party_id = $2
      order by received_at desc, report_id desc limit 1`,
    [caseId, partyId],
  );
  const key = report && (await keysOf(context, tx, [report.reportId])).get(report.reportId);
  return report && key ? openJson(key, contentPlace, report.sealed) : undefined;
}

/** The words of one message, opened; undefined where the actor cannot reach it. */
export async function messageContentOf(
  context: Context,
  tx: Tx,
  messageId: string,
): Promise<(MessageContent & { template: string }) | undefined> {
  const row = await tx.first<{ sideId: string; template: string; sealed: Buffer }>(
    `select side_id as "sideId", template, content_sealed as "sealed" from messages
      where message_id = $1`,
    [messageId],
  );
  const key = row && (await keysOf(context, tx, [row.sideId])).get(row.sideId);
  if (!row || !key) return undefined;
  const place = messagePlace(messageId);
  return { template: row.template, ...openJson<MessageContent>(key, place, row.sealed) };
}
