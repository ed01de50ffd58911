-- The ways in by mail.

-- What the transport said of a mail (see core/mail/envelope.ts); gone when its sender was checked.
alter table inbox add column envelope_sealed bytea;

-- Null like every later column (see state-rows.ts): the configured mailbox that the case came by, so
-- that each mailbox has a queue of its own (TH-41).
alter table cases add column mailbox text check (mailbox ~ '^[a-z0-9][a-z0-9-]{0,39}$');
create index cases_mailbox on cases (mailbox, case_id) where mailbox is not null;

-- How far a mailbox was read. What is lost with it is read again, and the same mail is taken once.
create table mailbox_positions (
  mailbox text primary key check (mailbox ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  -- The server's word that its numbers still mean the same mails (RFC 9051, section 2.3.1.1).
  uid_validity bigint not null check (uid_validity > 0),
  -- Every mail up to this number was taken, or left on purpose.
  last_uid bigint not null check (last_uid >= 0),
  moved_at timestamptz(3) not null
);
alter table mailbox_positions enable row level security;
alter table mailbox_positions force row level security;
create policy kept_by_worker on mailbox_positions to parley_worker using (true) with check (true);
grant select, insert, update on mailbox_positions to parley_worker;
