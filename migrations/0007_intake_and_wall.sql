-- The inbox, the outbox, and the wall on every case table.

-- Taking a report is one sealed row; a worker makes the case. The web may add, never read.
create table inbox (
  inbox_id uuid primary key,
  channel text not null check (channel in ('form', 'mail', 'api', 'support', 'import')),
  received_at timestamptz(3) not null,
  object_id uuid not null,
  master_key_id text not null,
  key_wrapped bytea not null,
  payload_sealed bytea,
  payload_file uuid,
  receipt_hash bytea,
  -- Keyed hash of the untouched original: the same mail twice makes one report.
  source_hash bytea,
  state text not null check (state in ('new', 'registered', 'held')),
  -- Why a held row waits for a person: a stable code, never its content.
  held_code text,
  attempts integer not null default 0,
  case_id uuid,
  check ((payload_sealed is null) <> (payload_file is null))
);
create index inbox_new on inbox (received_at) where state = 'new';
create unique index inbox_receipt on inbox (receipt_hash) where receipt_hash is not null;
create unique index inbox_source on inbox (source_hash) where source_hash is not null;
alter table inbox enable row level security;
alter table inbox force row level security;
create policy taken_from_anyone on inbox for insert to parley_app with check (state = 'new' and case_id is null);
create policy worked_by_worker on inbox to parley_worker using (true) with check (true);
grant insert on inbox to parley_app;
grant select, insert, update on inbox to parley_worker;

-- Effects owed by a committed change; a dispatcher hands them to the job queue in batches.
create table outbox (
  outbox_id bigint generated always as identity primary key,
  task text not null,
  case_id uuid,
  subject_id uuid,
  created_at timestamptz(3) not null,
  start_after timestamptz(3)
);
alter table outbox enable row level security;
alter table outbox force row level security;
create policy owed_by_anyone on outbox for insert to parley_app with check (true);
create policy dispatched_by_worker on outbox to parley_worker using (true) with check (true);
grant insert on outbox to parley_app;
grant select, insert, delete on outbox to parley_worker;

-- Mail that left the demonstration, for its built-in mailbox page. Empty on every other installation.
create table demonstration_mail (
  mail_id uuid primary key,
  sent_at timestamptz(3) not null,
  sender text not null,
  recipient text not null,
  raw bytea not null
);
create index demonstration_mail_newest on demonstration_mail (sent_at desc, mail_id desc);
alter table demonstration_mail enable row level security;
alter table demonstration_mail force row level security;
create policy read_by_all on demonstration_mail for select to parley_app using (true);
create policy kept_by_worker on demonstration_mail to parley_worker using (true) with check (true);
grant select on demonstration_mail to parley_app;
grant select, insert on demonstration_mail to parley_worker;

-- The wall. `offset 0` keeps the planner from hashing a lead's million rows.
do $$
declare
  t text;
begin
  foreach t in array array[
    'cases', 'case_members', 'party_cases', 'parties', 'identities', 'receipts', 'case_reports', 'messages',
    'deliveries', 'attachments', 'decisions', 'case_vulnerabilities', 'scores', 'affected_products',
    'remedies', 'clocks', 'key_wraps', 'case_tokens', 'events', 'reads', 'publications',
    'reports', 'vulnerabilities'
  ] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worked_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to parley_worker', t);
    execute format('grant select, insert, update on %I to parley_app', t);
    if t not in ('reports', 'vulnerabilities') then
      execute format(
        'create policy wall on %1$I to parley_app using (exists (
           select 1 from case_access a
            where a.case_id = %1$I.case_id and a.principal_id = any (current_principals())
              and (a.side_id = %1$I.side_id or a.side_id = staff_side()) offset 0))', t);
    end if;
  end loop;
end
$$;

-- Reports and vulnerabilities are reached through their links, whose own wall applies inside the policy.
create policy wall on reports to parley_app using (exists (
  select 1 from case_reports link where link.report_id = reports.report_id offset 0));
create policy wall on vulnerabilities to parley_app
  using (exists (
    select 1 from case_vulnerabilities link where link.vulnerability_id = vulnerabilities.vulnerability_id offset 0))
  with check (exists (
    select 1 from case_access a
     where a.case_id = vulnerabilities.case_id and a.principal_id = any (current_principals())
       and a.side_id = staff_side() offset 0));

-- Deleting is for rows that are re-made whole.
grant delete on case_tokens, affected_products to parley_app;

-- Events of no case (sign-in, invitations, settings) are for staff; nobody changes an event.
create policy house_events on events to parley_app
  using (case_id is null and current_kind() = 'staff') with check (case_id is null);
revoke update on events from parley_app;
revoke update, delete on events from parley_worker;
-- Reading is recorded by whoever reads; the access stream is read by staff only.
revoke update on reads from parley_app;

alter table case_access enable row level security;
alter table case_access force row level security;
create policy own_access on case_access for select to parley_app using (principal_id = any (current_principals()));
create policy worked_by_worker on case_access for select to parley_worker using (true);
grant select on case_access to parley_app, parley_worker;

alter table streams enable row level security;
alter table streams force row level security;
-- A party appends to its case's chain too: it may move the head, never see what the links say.
create policy moved_by_members on streams to parley_app
  using (case_id is null or exists (
    select 1 from case_access a
     where a.case_id = streams.case_id and a.principal_id = any (current_principals()) offset 0));
create policy worked_by_worker on streams to parley_worker using (true) with check (true);
grant select, insert, update on streams to parley_app, parley_worker;

alter table checkpoints enable row level security;
alter table checkpoints force row level security;
alter table checkpoint_leaves enable row level security;
alter table checkpoint_leaves force row level security;
create policy made_by_worker on checkpoints to parley_worker using (true) with check (true);
create policy made_by_worker on checkpoint_leaves to parley_worker using (true) with check (true);
grant select, insert on checkpoints, checkpoint_leaves to parley_worker;
