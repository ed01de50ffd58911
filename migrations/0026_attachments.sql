-- Files are held until they were looked at, and large ones come in parts.

-- Columns that stay null for files from before: those wait for their check like new ones.
alter table attachments
  -- Null means that nobody looked yet.
  add column check_state text check (check_state in ('clean', 'suspicious', 'unchecked')),
  add column checked_at timestamptz(3),
  -- What was found (type, hash, names inside, the scanner's words), and what is shown in its place.
  add column findings_sealed bytea,
  add column preview_sealed bytea,
  -- Null: a chain of 64 KiB chunks. 2: pieces that can be written one after another and read alone.
  add column content_form smallint check (content_form = 2),
  -- Null: from the party of its side. Else what staff added: for the party, or for staff alone.
  add column direction text check (direction in ('out', 'internal')),
  -- The member of staff or party who added it beside a report or mail.
  add column added_by uuid,
  add column released_at timestamptz(3),
  add column released_by uuid,
  add constraint attachments_checked check ((check_state is null) = (checked_at is null)),
  add constraint attachments_released check (
    (released_at is null) = (released_by is null) and (released_at is null or check_state = 'suspicious'));
create index attachments_to_check on attachments (added_at) where check_state is null;

-- A party hands files in on its own side and in its own name, unchecked: it says nothing of what was found.
create policy added_by_party on attachments for insert to parley_app
  with check (current_kind() = 'outsider' and direction is null and check_state is null
    and released_at is null and added_by = side_id and side_id = any (current_principals())
    and exists (
      select 1 from case_access a where a.case_id = attachments.case_id and a.side_id = attachments.side_id
         and a.principal_id = a.side_id offset 0));
create policy owed_by_party_files on outbox for insert to parley_app
  with check (current_kind() = 'outsider' and task = 'check-attachment' and exists (
    select 1 from case_access a
     where a.case_id = outbox.case_id and a.principal_id = any (current_principals()) offset 0));

-- A file on its way in. Its bytes are sealed as they arrive; what does not fill a piece yet waits here.
create table uploads (
  upload_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  -- Whose key seals it: the side's, or the case's own.
  object_id uuid not null,
  file_id uuid not null unique,
  by_id uuid not null,
  direction text check (direction in ('out', 'internal')),
  bytes bigint not null check (bytes > 0),
  received bigint not null check (received between 0 and bytes),
  tail_sealed bytea,
  about_sealed bytea not null,
  state text not null check (state in ('open', 'done', 'ended', 'expired')),
  begun_at timestamptz(3) not null,
  -- Moves on with every part that arrives.
  expires_at timestamptz(3) not null,
  check (state <> 'done' or received = bytes)
);
create index uploads_case on uploads (case_id);
create index uploads_to_expire on uploads (expires_at) where state = 'open';
alter table uploads enable row level security;
alter table uploads force row level security;
create policy worked_by_worker on uploads to parley_worker using (true) with check (true);
create policy wall on uploads for select to parley_app using (exists (
  select 1 from case_access a
   where a.case_id = uploads.case_id and a.principal_id = any (current_principals())
     and (a.side_id = uploads.side_id or a.side_id = staff_side()) offset 0));
create policy begun_by_staff on uploads for insert to parley_app
  with check (current_kind() = 'staff' and by_id = any (current_principals()) and direction is not null
    and exists (
      select 1 from case_access a
       where a.case_id = uploads.case_id and a.principal_id = any (current_principals())
         and a.side_id = staff_side() offset 0));
create policy begun_by_party on uploads for insert to parley_app
  with check (current_kind() = 'outsider' and direction is null and by_id = side_id
    and side_id = any (current_principals()) and exists (
      select 1 from case_access a where a.case_id = uploads.case_id and a.side_id = uploads.side_id
         and a.principal_id = a.side_id offset 0));
-- Only whoever began it goes on with it or ends it.
create policy continued_by_its_sender on uploads for update to parley_app
  using (by_id = any (current_principals())) with check (by_id = any (current_principals()));
grant select, insert, update, delete on uploads to parley_worker;
grant select, insert on uploads to parley_app;
grant update (received, tail_sealed, state, expires_at) on uploads to parley_app;
