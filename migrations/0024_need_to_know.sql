-- Need to know: access that ends by itself, members who leave, teams of entities, who is on call,
-- breaking the glass, and the side of a support agent who filed a report.

-- Null where access does not end. Null like every later column (see state-rows.ts).
alter table case_members add column expires_at timestamptz(3);
alter table case_access add column expires_at timestamptz(3);

-- The instant of the transaction that asks, given by whoever opened it; null where it was not given,
-- and then all access that ends has ended.
create function current_instant() returns timestamptz language sql stable parallel safe
  return nullif(current_setting('parley.now', true), '')::timestamptz;
grant execute on function current_instant() to parley_app, parley_worker, parley_keeper;

grant create on schema public to parley_keeper;

create or replace function derive_access(the_case uuid) returns void
language sql security definer set search_path = public, pg_temp
begin atomic
  delete from case_access a
   where a.case_id = the_case
     and not exists (
       select 1 from case_members m
        where m.case_id = the_case and m.principal_id = a.principal_id
          and (m.side_id = a.side_id or (a.side_id = shared_side() and m.side_id <> staff_side())));
  insert into case_access (principal_id, case_id, side_id, lane, due_at, expires_at)
  select m.principal_id, c.case_id, s.side_id, c.lane, c.due_at, m.expires_at
    from cases c
    join case_members m on m.case_id = c.case_id
    -- A party reaches its own side and what is shared; staff reach every side by the wall itself.
    cross join lateral (
      select m.side_id union select shared_side() where m.side_id <> staff_side()) s
   where c.case_id = the_case
  on conflict (principal_id, case_id, side_id) do update
    set lane = excluded.lane, due_at = excluded.due_at, expires_at = excluded.expires_at
    where (case_access.lane, case_access.due_at, case_access.expires_at)
          is distinct from (excluded.lane, excluded.due_at, excluded.expires_at);
end;

-- Access that ended opens nothing, whatever the rest of the program does or forgets: no sweep is
-- waited for. The wall on every table of a case asks case_access, and so asks this.
drop policy own_access on case_access;
create policy own_access on case_access for select to parley_app
  using (principal_id = any (current_principals())
         and (expires_at is null or expires_at > (select current_instant()))
         and (side_id <> staff_side() or ((select current_kind()) = 'staff' and not exists (
           select 1 from person_roles r
            where r.person_id = any (current_principals()) and r.role = 'administrator'))));

-- The wall looks here for every row: what it asks stands in the index.
drop index case_access_wall;
create index case_access_wall on case_access (case_id, principal_id, side_id) include (expires_at);

-- As in 0017, for the keeper sees past the policy above.
create or replace function reaches(the_object uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp
begin atomic
  select current_kind() = 'staff' and exists (
    select 1 from case_access a
     where a.principal_id = any (current_principals()) and a.side_id = staff_side()
       and (a.expires_at is null or a.expires_at > current_instant())
       and a.case_id in (
         select r.case_id from reports r where r.report_id = the_object
         union all select l.case_id from case_reports l where l.report_id = the_object
         union all select v.case_id from vulnerabilities v where v.vulnerability_id = the_object
         union all select l.case_id from case_vulnerabilities l where l.vulnerability_id = the_object));
end;

-- A colleague or a team may be taken off a case; a party never is by this way. Access goes when the
-- transaction ends: whoever leaves still writes down that they left.
grant delete on case_members to parley_app;
create policy removed_by_staff on case_members for delete to parley_app
  using (side_id = staff_side() and exists (
    select 1 from case_access a
     where a.case_id = case_members.case_id and a.principal_id = any (current_principals())
       and a.side_id = staff_side() offset 0));
drop trigger members_give_access on case_members;
create trigger members_give_access after insert or update on case_members
  for each row execute function derive_access_after();
create constraint trigger members_take_access after delete on case_members
  deferrable initially deferred for each row execute function derive_access_after();

revoke create on schema public from parley_keeper;

-- A team may be that of an entity: it joins the cases that are given to the entity. Reasons of
-- changes are sealed under the team's own key, which its first change makes.
alter table teams
  add column entity text,
  add column key_wrapped bytea,
  add column master_key_id text,
  add check ((key_wrapped is null) = (master_key_id is null));

-- Who is on call, and from when to when. A period that ended early keeps its row.
create table on_call (
  on_call_id uuid primary key,
  person_id uuid not null references people,
  from_at timestamptz(3) not null,
  until_at timestamptz(3) not null check (until_at > from_at),
  set_by uuid not null references people check (set_by <> person_id),
  set_at timestamptz(3) not null,
  ended_at timestamptz(3)
);
create index on_call_until on on_call (until_at);

-- A wish to open a case that one is not on. Until a second person confirms it nothing is looked up:
-- the row says the same for a reference that does not exist.
create table glass_requests (
  request_id uuid primary key,
  asked_by uuid not null references people,
  asked_at timestamptz(3) not null,
  lapses_at timestamptz(3) not null,
  hours integer not null check (hours between 1 and 168),
  -- Reference and reason, as they were typed.
  request_sealed bytea not null,
  key_wrapped bytea not null,
  master_key_id text not null,
  state text not null check (state in ('asked', 'confirmed', 'declined')),
  answered_by uuid references people check (answered_by <> asked_by),
  answered_at timestamptz(3),
  -- Why it was declined.
  answer_sealed bytea,
  check ((state = 'asked') = (answered_by is null)),
  check ((answered_by is null) = (answered_at is null))
);
create index glass_requests_asked on glass_requests (asked_at desc);

do $$
declare
  t text;
begin
  foreach t in array array['on_call', 'glass_requests'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy kept_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to parley_worker', t);
    execute format('grant select on %I to parley_app', t);
  end loop;
end
$$;
create policy seen_by_staff on on_call for select to parley_app using (current_kind() = 'staff');
-- One's own, and for leads everybody's: one of them is the second person.
create policy seen_by_both_persons on glass_requests for select to parley_app
  using (current_kind() = 'staff' and (asked_by = any (current_principals()) or exists (
    select 1 from person_roles r
     where r.person_id = any (current_principals()) and r.role = 'lead')));

-- Each time that the glass of a case was broken, for ever; a review is owed until it is written.
create table glass_openings (
  opening_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null check (side_id = staff_side()),
  person_id uuid not null references people,
  -- The second person; null where the person was on call and the policy let them alone.
  confirmed_by uuid references people check (confirmed_by <> person_id),
  opened_at timestamptz(3) not null,
  expires_at timestamptz(3) not null check (expires_at > opened_at),
  review_due_at timestamptz(3) not null,
  reviewed_by uuid references people check (reviewed_by <> person_id),
  reviewed_at timestamptz(3),
  last_event_id uuid not null,
  mac bytea not null,
  check ((reviewed_by is null) = (reviewed_at is null))
);
create index glass_openings_case on glass_openings (case_id, opened_at);
create index glass_openings_unreviewed on glass_openings (review_due_at) where reviewed_at is null;

-- Which support agent filed the report behind this party. The agent is no member of the staff side:
-- on the case they are that party, on its own side.
alter table parties drop constraint parties_kind_check;
alter table parties add constraint parties_kind_check check (kind in
  ('reporter', 'vendor', 'coordinator', 'customer', 'sub-cna', 'authority', 'support'));
create table support_filings (
  party_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null check (side_id = party_id),
  person_id uuid not null references people,
  filed_at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  foreign key (case_id, party_id) references parties (case_id, party_id)
);
create index support_filings_person on support_filings (person_id, filed_at desc);
create index support_filings_case on support_filings (case_id);

do $$
declare
  t text;
begin
  foreach t in array array['glass_openings', 'support_filings'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worked_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to parley_worker', t);
    execute format('grant select on %I to parley_app', t);
    execute format(
      'create policy wall on %1$I for select to parley_app using (exists (
         select 1 from case_access a
          where a.case_id = %1$I.case_id and a.principal_id = any (current_principals())
            and (a.side_id = %1$I.side_id or a.side_id = staff_side()) offset 0))', t);
  end loop;
end
$$;
-- The review is written by staff of the case; the opening itself is never theirs to make.
grant update on glass_openings to parley_app;
create policy changed_by_staff on glass_openings for update to parley_app
  using (exists (
    select 1 from case_access a
     where a.case_id = glass_openings.case_id and a.principal_id = any (current_principals())
       and a.side_id = staff_side() offset 0))
  with check (exists (
    select 1 from case_access a
     where a.case_id = glass_openings.case_id and a.principal_id = any (current_principals())
       and a.side_id = staff_side() offset 0));
-- The way from a person to what they filed. Disabled people open no transaction.
create policy own_filings on support_filings for select to parley_app
  using (current_kind() = 'staff' and person_id = any (current_principals()));
