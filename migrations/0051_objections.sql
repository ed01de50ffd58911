-- What a party holds against a decision of ours, and what came of it.

-- Rows are added and never changed; the newest one of an objection counts.
create table objections (
  entry_id uuid primary key,
  objection_id uuid not null,
  case_id uuid not null references cases,
  side_id uuid not null,
  -- The decision that it is against; a party knows decisions by what it was told, not by their ids.
  about text not null check (about in ('relevancy', 'conclusion', 'other')),
  state text not null check (state in ('raised', 'withdrawn', 'upheld', 'partly-upheld', 'rejected')),
  -- The party's words, and ours in the answer; under that party's key.
  words_sealed bytea not null,
  at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  -- The side is the party: an objection is one party's, and it reads only its own.
  foreign key (case_id, side_id) references parties (case_id, party_id)
);
create index objections_of on objections (objection_id, at desc, entry_id desc);
create index objections_case on objections (case_id);

alter table objections enable row level security;
alter table objections force row level security;
create policy worked_by_worker on objections to parley_worker using (true) with check (true);
grant select, insert, update on objections to parley_worker;
grant select, insert on objections to parley_app;
create policy wall on objections for select to parley_app using (exists (
  select 1 from case_access a
   where a.case_id = objections.case_id
     and (a.side_id = objections.side_id or a.side_id = staff_side()) offset 0));

-- A party objects and takes its objection back; it does not answer itself.
create policy raised_by_party on objections for insert to parley_app
  with check (current_kind() = 'outsider' and state in ('raised', 'withdrawn')
    and side_id = any (current_principals()) and exists (
      select 1 from case_access a
       where a.case_id = objections.case_id and a.side_id = objections.side_id
         and a.principal_id = a.side_id offset 0));
-- Staff answer; nobody of us objects, or gives up objecting, in a party's place.
create policy answered_by_staff on objections for insert to parley_app
  with check (current_kind() = 'staff' and state in ('upheld', 'partly-upheld', 'rejected')
    and exists (
      select 1 from case_access a
       where a.case_id = objections.case_id
         and a.side_id = staff_side() offset 0));
