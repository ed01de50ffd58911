-- What was put together or added by mistake is taken back, and what follows from root causes and talks
-- stands in one list over all cases.

-- A vulnerability that was added by mistake, or that went to a case of its own, keeps its row. Null like
-- every later column (see state-rows.ts) while it counts.
alter table vulnerabilities
  add column withdrawn_at timestamptz(3),
  add column withdrawn_by uuid references people,
  add check ((withdrawn_at is null) = (withdrawn_by is null));

-- A report that a further case holds is taken out of it again: the row goes, and the key by which its staff
-- read the report. The case that the report came to keeps both.
grant delete on case_reports, key_wraps to parley_app;
create policy removed_by_staff on case_reports for delete to parley_app using (
  current_kind() = 'staff' and relation = 'additional' and side_id = staff_side()
  and exists (
    select 1 from case_access a
     where a.case_id = case_reports.case_id and a.principal_id = any (current_principals())
       and a.side_id = staff_side() offset 0));
create policy removed_by_staff on key_wraps for delete to parley_app using (
  current_kind() = 'staff' and side_id = staff_side()
  and exists (
    select 1 from case_reports l
     where l.report_id = key_wraps.object_id and l.case_id = key_wraps.case_id
       and l.relation = 'additional' offset 0)
  and exists (
    select 1 from case_access a
     where a.case_id = key_wraps.case_id and a.principal_id = any (current_principals())
       and a.side_id = staff_side() offset 0));

-- What is to be done after a root cause was named or something was promised. Derived from the events that
-- say it, whose sealed words say what; here stands by whom and by when, so that a list costs a page.
create table follow_ups (
  -- The event that agreed it.
  follow_up_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null check (side_id = staff_side()),
  owner_id uuid references people,
  -- The start of its day in UTC; infinity where no day was named.
  due_at timestamptz(3) not null,
  done_at timestamptz(3)
);
create index follow_ups_due on follow_ups (due_at, follow_up_id) where done_at is null;
create index follow_ups_owner on follow_ups (owner_id, due_at, follow_up_id) where done_at is null;
create index follow_ups_case on follow_ups (case_id) where done_at is null;

alter table follow_ups enable row level security;
alter table follow_ups force row level security;
create policy worked_by_worker on follow_ups to parley_worker using (true) with check (true);
grant select, insert, update, delete on follow_ups to parley_worker;
grant select, insert on follow_ups to parley_app;
grant update (done_at) on follow_ups to parley_app;
create policy wall on follow_ups for select to parley_app using (
  exists (select 1 from case_access a
           where a.case_id = follow_ups.case_id and a.principal_id = any (current_principals())
             and a.side_id = staff_side() offset 0));
create policy added_by_staff on follow_ups for insert to parley_app with check (
  current_kind() = 'staff'
  and exists (select 1 from case_access a
               where a.case_id = follow_ups.case_id and a.principal_id = any (current_principals())
                 and a.side_id = staff_side() offset 0));
create policy changed_by_staff on follow_ups for update to parley_app using (
  current_kind() = 'staff'
  and exists (select 1 from case_access a
               where a.case_id = follow_ups.case_id and a.principal_id = any (current_principals())
                 and a.side_id = staff_side() offset 0));

-- Those that were agreed before. A root cause may have none; that stands in its sealed words alone, so the
-- list passes over what turns out to be empty.
grant create on schema public to parley_keeper;
create function fill_follow_ups() returns void
language sql security definer set search_path = public, pg_temp
begin atomic
  insert into follow_ups (follow_up_id, case_id, side_id, owner_id, due_at, done_at)
  select e.event_id, e.case_id, staff_side(), (e.body::jsonb ->> 'ownerId')::uuid,
         coalesce((e.body::jsonb ->> 'dueOn')::timestamp at time zone 'UTC', 'infinity'),
         (select min(d.at) from events d
           where d.case_id = e.case_id and d.type = 'follow-up.done'
             and d.body::jsonb ->> 'followUp' = e.event_id::text)
    from events e
   where e.type in ('root-cause.recorded', 'follow-up.promised');
end;
alter function fill_follow_ups() owner to parley_keeper;
select fill_follow_ups();
drop function fill_follow_ups();
revoke create on schema public from parley_keeper;
