-- What a party asks of us and decides for itself beside its messages: how it stands, whether it may
-- publish, when it means to, which news it wants by mail, and that our mail reaches it.

-- Rows are added and never changed; the newest one of what it is about counts.
create table party_statements (
  statement_id uuid primary key,
  -- The request that it answers or takes back; its own id for the first word on something.
  about_id uuid not null,
  case_id uuid not null references cases,
  side_id uuid not null,
  kind text not null check (kind in ('status', 'consent', 'news', 'plan', 'address')),
  word text not null,
  -- Dates, places and words, under that party's key; null where the word says all.
  details_sealed bytea,
  at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  check (case kind
    when 'status' then word = 'asked'
    when 'consent' then word in ('asked', 'withdrawn', 'given', 'refused')
    when 'news' then word in ('every-change', 'results', 'none')
    when 'plan' then word in ('planned', 'none')
    else word = 'confirmed' end),
  -- The side is the party: what it says is its own, and no other party reads it.
  foreign key (case_id, side_id) references parties (case_id, party_id)
);
create index party_statements_of on party_statements (side_id, kind, at desc, statement_id desc);
create index party_statements_case on party_statements (case_id);

alter table party_statements enable row level security;
alter table party_statements force row level security;
create policy worked_by_worker on party_statements to parley_worker using (true) with check (true);
grant select, insert, update on party_statements to parley_worker;
grant select, insert on party_statements to parley_app;
create policy wall on party_statements for select to parley_app using (exists (
  select 1 from case_access a
   where a.case_id = party_statements.case_id
     and (a.side_id = party_statements.side_id or a.side_id = staff_side()) offset 0));

-- A party asks and chooses; it does not consent in our place.
create policy said_by_party on party_statements for insert to parley_app
  with check (current_kind() = 'outsider' and word not in ('given', 'refused')
    and side_id = any (current_principals()) and exists (
      select 1 from case_access a
       where a.case_id = party_statements.case_id and a.side_id = party_statements.side_id
         and a.principal_id = a.side_id offset 0));
-- Staff answer whether it may publish; nobody of us asks or chooses in a party's place.
create policy answered_by_staff on party_statements for insert to parley_app
  with check (current_kind() = 'staff' and word in ('given', 'refused') and exists (
      select 1 from case_access a
       where a.case_id = party_statements.case_id and a.side_id = staff_side() offset 0));
