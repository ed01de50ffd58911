-- Duty handed over from one person to the next, with the words of whoever goes.
create table hand_overs (
  hand_over_id uuid primary key,
  from_id uuid not null references people,
  to_id uuid not null references people check (to_id <> from_id),
  handed_at timestamptz(3) not null,
  notes_sealed bytea not null,
  key_wrapped bytea not null,
  master_key_id text not null
);
create index hand_overs_from on hand_overs (from_id, handed_at desc);
create index hand_overs_to on hand_overs (to_id, handed_at desc);

alter table hand_overs enable row level security;
alter table hand_overs force row level security;
create policy kept_by_worker on hand_overs to parley_worker using (true) with check (true);
grant select, insert, update on hand_overs to parley_worker;
grant select on hand_overs to parley_app;
-- The notes may tell of cases that others are not on: both persons read them, and nobody else.
create policy seen_by_both_persons on hand_overs for select to parley_app
  using (current_kind() = 'staff'
         and (from_id = any (current_principals()) or to_id = any (current_principals())));
