-- The same mail however it came: a second hash beside that of the bytes, which differ with each copy.

-- Keyed hash of what the sender wrote (Message-ID, From, To, Date, Subject … and the body) without what
-- servers add. Null for what is no mail, for a mail without Message-ID, and for those of before.
alter table inbox add column copy_hash bytea;
create unique index inbox_copy on inbox (copy_hash) where copy_hash is not null;
-- How many copies came with other trace fields, so that a flood of them does not fill a history.
alter table inbox add column copies integer not null default 0;

-- Mails of which one, committed together, was a copy: whoever takes mail may not see which. The worker
-- tells, notes it on the case, and takes the row away.
create table mail_copies (
  -- The inbox row that the mail would have had; where there is one it was no copy.
  inbox_id uuid primary key,
  source_hash bytea not null,
  copy_hash bytea not null,
  came_at timestamptz(3) not null,
  -- The configured mailbox that it came to.
  mailbox text check (mailbox ~ '^[a-z0-9][a-z0-9-]{0,39}$')
);
alter table mail_copies enable row level security;
alter table mail_copies force row level security;
create policy taken_from_anyone on mail_copies for insert to parley_app with check (true);
create policy worked_by_worker on mail_copies to parley_worker using (true) with check (true);
grant insert on mail_copies to parley_app;
grant select, insert, delete on mail_copies to parley_worker;
