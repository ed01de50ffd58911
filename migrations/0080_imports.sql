-- Files that are taken over: the catalogue now, cases of another tool. A job does it; the row says how
-- far it is, what is wrong with the file, and what came of it.

create table imports (
  import_id uuid primary key,
  kind text not null check (kind in ('catalogue', 'cases')),
  -- Only checked: nothing is changed.
  dry_run boolean not null,
  state text not null check (state in ('waiting', 'running', 'done', 'refused')),
  -- Null where the command line began it.
  started_by uuid references people,
  started_at timestamptz(3) not null,
  progressed_at timestamptz(3) not null,
  ended_at timestamptz(3),
  -- How many things of how many.
  done integer not null default 0,
  total integer,
  added integer not null default 0,
  changed integer not null default 0,
  same integer not null default 0,
  -- The file as it was sent; gone when the import ended, a day later where it was only checked.
  file_sealed bytea,
  -- What is wrong with it, with lines and columns.
  faults_sealed bytea,
  key_wrapped bytea not null,
  master_key_id text not null
);
create index imports_of_person on imports (started_by, started_at desc);

alter table imports enable row level security;
alter table imports force row level security;
-- Whoever began it sees it: a file of old cases is read by nobody else.
create policy own_imports on imports for select to parley_app
  using (current_kind() = 'staff' and started_by = any (current_principals()));
create policy begun_by_staff on imports for insert to parley_app
  with check (current_kind() = 'staff' and started_by = any (current_principals())
              and state = 'waiting');
create policy carried_out_by_worker on imports to parley_worker using (true) with check (true);
grant select, insert on imports to parley_app;
grant select, insert, update on imports to parley_worker;
-- An import of one's own may be owed, and nothing else without a case.
create policy owed_by_importer on outbox for insert to parley_app
  with check (current_kind() = 'staff' and task = 'carry-out-import' and case_id is null
              and exists (select 1 from imports i
                           where i.import_id = outbox.subject_id and i.state = 'waiting'));
