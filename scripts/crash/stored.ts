/**
 * Compares the ledger with what the database holds. A check returns what is wrong, a sentence each;
 * it writes nothing.
 */
import { portalSecretHash } from "../../src/store/parties/receipt-reader.ts";
import type { RunningContext } from "../../test/support/running-context.ts";
import type { Ledger } from "./ledger.ts";

/** Whether everything that was answered is stored: cheap, for after each restart. */
export async function missingFrom(db: RunningContext, ledger: Ledger): Promise<string[]> {
  return [
    ...(await missingReports(db, ledger)),
    ...(await missingMails(db, ledger)),
    ...(await missingDeeds(db, ledger)),
    ...(await missingReleases(db, ledger)),
  ];
}

async function missingReports({ context, admin }: RunningContext, { reports }: Ledger) {
  const hashes = reports.map(({ receiptCode }) =>
    portalSecretHash(context, { kind: "code", secret: receiptCode }),
  );
  const { rows } = await admin.query<{ hash: Buffer }>(
    "select receipt_hash as hash from inbox where receipt_hash = any ($1::bytea[])",
    [hashes],
  );
  const found = new Set(rows.map(({ hash }) => hash.toString("hex")));
  return reports
    .filter((_, at) => !found.has(hashes[at]?.toString("hex") ?? ""))
    .map(
      ({ channel, words }) => `the ${channel} report with ${words} was answered 201 and is gone`,
    );
}

async function missingMails({ context, admin }: RunningContext, { mails }: Ledger) {
  const hashes = mails.map(({ raw }) => context.masterKey.hash("source-hash", raw));
  const { rows } = await admin.query<{ hash: Buffer }>(
    "select source_hash as hash from inbox where source_hash = any ($1::bytea[])",
    [hashes],
  );
  const found = new Set(rows.map(({ hash }) => hash.toString("hex")));
  return mails
    .filter((_, at) => !found.has(hashes[at]?.toString("hex") ?? ""))
    .map(({ raw }) => `the mail ${messageIdOf(raw)} was answered 250 and is gone`);
}

export function messageIdOf(raw: Buffer): string {
  return /^Message-ID: (\S+)/m.exec(raw.toString("latin1"))?.[1] ?? "without id";
}

async function missingDeeds({ admin }: RunningContext, { deeds }: Ledger): Promise<string[]> {
  const { rows } = await admin.query<{ id: string }>(
    `select decision_id as id from decisions where decision_id = any ($1::uuid[])
     union all select message_id from messages where message_id = any ($1::uuid[])`,
    [deeds.map(({ id }) => id)],
  );
  const found = new Set(rows.map(({ id }) => id));
  return deeds
    .filter(({ id }) => !found.has(id))
    .map(({ table, id }) => `a deed was answered 200 and is gone (${table} ${id})`);
}

async function missingReleases({ admin }: RunningContext, { releases }: Ledger) {
  const { rows } = await admin.query<{ id: string }>(
    `select publication_id as id from publications
      where publication_id = any ($1::uuid[]) and state in ('publishing', 'published')`,
    [releases.map(({ publicationId }) => publicationId)],
  );
  const found = new Set(rows.map(({ id }) => id));
  return releases
    .filter(({ publicationId }) => !found.has(publicationId))
    .map(({ number }) => `${number} was released and is a draft again`);
}

export interface Waiting {
  readonly [what: string]: number;
}

/** What is still to be done: all zero once the jobs have drained. */
export async function waiting({ admin }: RunningContext): Promise<Waiting> {
  const { rows } = await admin.query<Waiting>(
    `select (select count(*)::int from inbox where state = 'new') as "reports to register",
            (select count(*)::int from outbox) as "effects to dispatch",
            (select count(*)::int from deliveries where state = 'owed') as "mails owed",
            (select count(*)::int from publications where state = 'publishing') as "publications released",
            (select count(*)::int from pgboss.job
              where state in ('created', 'retry', 'active') and name not like '\\_\\_%') as "jobs"`,
  );
  return rows[0] ?? {};
}

/** What must hold of the whole database when nothing waits any more. */
export async function wrongAtRest({ admin }: RunningContext): Promise<string[]> {
  const { rows } = await admin.query<{ what: string; count: number }>(
    `select * from (
       select 'reports held back' as what, count(*)::int from inbox where state <> 'registered'
       union all
       select 'cases without exactly one acknowledgement', count(*)::int from (
         select c.case_id from cases c left join messages m
             on m.case_id = c.case_id and m.template = 'acknowledgement'
          where c.answer_held is null
          group by c.case_id having count(m.message_id) <> 1) x
       union all
       select 'answers to senders who are not proven', count(*)::int
         from cases c join messages m on m.case_id = c.case_id and m.direction = 'out'
        where c.answer_held is not null and m.template = 'acknowledgement'
       union all
       select 'cases whose acknowledgement was never recorded as sent', count(*)::int from cases c
        where c.answer_held is null and not exists (select 1 from events e
          where e.case_id = c.case_id and e.type = 'acknowledgement.sent')
       union all
       select 'letters by mail without a delivery', count(*)::int
         from messages m join parties p on p.party_id = m.side_id
        where m.direction = 'out' and p.answers_by = 'mail'
          and not exists (select 1 from deliveries d where d.message_id = m.message_id)
       union all
       select 'mails not sent', count(*)::int from deliveries where state <> 'sent'
       union all
       select 'reports made into two cases', count(*)::int from (
         select report_id from case_reports group by report_id having count(*) > 1) x
       union all
       select 'jobs given up', count(*)::int from pgboss.job where state = 'failed'
     ) as found (what, count) where count > 0`,
  );
  return rows.map(({ what, count }) => `${what}: ${count}`);
}

/** The Message-ID of every mail that is recorded as sent. */
export async function sentMailIds({ admin }: RunningContext): Promise<string[]> {
  const { rows } = await admin.query<{ id: string }>(
    "select mail_id as id from deliveries where state = 'sent'",
  );
  return rows.map(({ id }) => id);
}
