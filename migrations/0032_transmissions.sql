-- What a party holds back until it is agreed how it travels: the agreements, and what came of them.

-- Rows are added and never changed; the newest one of an agreement counts.
create table transmissions (
  entry_id uuid primary key,
  transmission_id uuid not null,
  case_id uuid not null references cases,
  side_id uuid not null,
  state text not null check (state in
    ('proposed', 'agreed', 'declined', 'countered', 'withdrawn', 'received', 'deleted')),
  -- What it is, how it travels, where it is kept, when it is deleted, and the party's own words on
  -- it; under that party's key.
  terms_sealed bytea not null,
  at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  -- The side is the party: an agreement is between one party and us.
  foreign key (case_id, side_id) references parties (case_id, party_id)
);
create index transmissions_of on transmissions (transmission_id, at desc, entry_id desc);
create index transmissions_case on transmissions (case_id);

alter table transmissions enable row level security;
alter table transmissions force row level security;
create policy worked_by_worker on transmissions to parley_worker using (true) with check (true);
grant select, insert, update on transmissions to parley_worker;
grant select, insert on transmissions to parley_app;
create policy wall on transmissions for select to parley_app using (exists (
  select 1 from case_access a
   where a.case_id = transmissions.case_id and a.principal_id = any (current_principals())
     and (a.side_id = transmissions.side_id or a.side_id = staff_side()) offset 0));

-- Staff propose, take back and record what came; nobody of us agrees in a party's place.
create policy added_by_staff on transmissions for insert to parley_app
  with check (current_kind() = 'staff' and state in ('proposed', 'withdrawn', 'received', 'deleted')
    and exists (
      select 1 from case_access a
       where a.case_id = transmissions.case_id and a.principal_id = any (current_principals())
         and a.side_id = staff_side() offset 0));
-- A party answers what it was asked, and nothing else.
create policy answered_by_party on transmissions for insert to parley_app
  with check (current_kind() = 'outsider' and state in ('agreed', 'declined', 'countered')
    and side_id = any (current_principals()) and exists (
      select 1 from case_access a
       where a.case_id = transmissions.case_id and a.side_id = transmissions.side_id
         and a.principal_id = a.side_id offset 0));
