-- Retention, erasure and legal holds. Erasing is taking the key away: rows stay, with their ids, dates
-- and MACs, so that what happened can still be proven and nobody can read what it was about.

-- One thing that is to be erased, from the day it is proposed or asked for to the day it is done.
create table erasures (
  erasure_id uuid primary key,
  case_id uuid not null references cases,
  -- The party's side where it is about a party: it may see that it asked, and what came of it.
  side_id uuid not null,
  scope text not null check (scope in ('identity', 'report', 'messages', 'file', 'content')),
  -- The party, report, file or case that it is about.
  subject_id uuid not null,
  reason text not null check (reason in ('term', 'request', 'order', 'same-person')),
  -- The setting of the policy that it follows from; null where a person ordered or asked for it.
  clause text,
  policy_version integer not null,
  state text not null check (state in
    ('due', 'requested', 'confirmed', 'approved', 'erased', 'refused', 'withdrawn')),
  proposed_at timestamptz(3) not null,
  due_at timestamptz(3) not null,
  confirmed_by uuid,
  confirmed_at timestamptz(3),
  approved_by uuid,
  approved_at timestamptz(3),
  ended_at timestamptz(3),
  last_event_id uuid not null,
  mac bytea not null,
  -- Content takes two people.
  check (approved_by is null or confirmed_by is null or approved_by <> confirmed_by),
  check ((confirmed_by is null) = (confirmed_at is null)),
  check ((state in ('erased', 'refused', 'withdrawn')) = (ended_at is not null))
);
create unique index erasures_open on erasures (case_id, scope, subject_id)
  where state in ('due', 'requested', 'confirmed', 'approved');
create index erasures_due on erasures (due_at, erasure_id)
  where state in ('due', 'requested', 'confirmed', 'approved');
create index erasures_case on erasures (case_id);

-- What has no key any more, and since when.
create table erased_objects (
  object_id uuid not null,
  case_id uuid not null references cases,
  side_id uuid not null,
  kind text not null check (kind in
    ('identity', 'report', 'message', 'thread', 'file', 'case', 'publication')),
  erasure_id uuid not null references erasures,
  erased_at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  primary key (object_id, case_id)
);
create index erased_objects_erasure on erased_objects (erasure_id);
create index erased_objects_case on erased_objects (case_id);

-- A duty to keep: on a case, or on a person wherever they wrote to us. Nothing is erased meanwhile.
-- Why it stands is sealed beside its event.
create table legal_holds (
  hold_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null check (side_id = staff_side()),
  -- The person, by a party of this case; null where the case itself is held.
  party_id uuid,
  placed_by uuid not null,
  placed_at timestamptz(3) not null,
  lifted_by uuid,
  lifted_at timestamptz(3),
  last_event_id uuid not null,
  mac bytea not null,
  foreign key (case_id, party_id) references parties (case_id, party_id),
  check ((lifted_by is null) = (lifted_at is null))
);
create index legal_holds_case on legal_holds (case_id);
create index legal_holds_standing on legal_holds (party_id) where lifted_at is null;

do $$
declare
  t text;
  staff_of_case text;
begin
  foreach t in array array['erasures', 'erased_objects', 'legal_holds'] loop
    staff_of_case := format(
      'current_kind() = ''staff'' and exists (select 1 from case_access a
         where a.case_id = %I.case_id and a.principal_id = any (current_principals())
           and a.side_id = staff_side() offset 0)', t);
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy worked_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to parley_worker', t);
    execute format('grant select on %I to parley_app', t);
    execute format(
      'create policy wall on %1$I for select to parley_app using (exists (
         select 1 from case_access a
          where a.case_id = %1$I.case_id and a.principal_id = any (current_principals())
            and (a.side_id = %1$I.side_id or a.side_id = staff_side()) offset 0))', t);
    -- What was erased is the worker's to write; staff order, confirm and hold.
    if t <> 'erased_objects' then
      execute format('grant insert, update on %I to parley_app', t);
      execute format('create policy added_by_staff on %I for insert to parley_app with check (%s)', t, staff_of_case);
      execute format('create policy changed_by_staff on %I for update to parley_app using (%s) with check (%s)',
        t, staff_of_case, staff_of_case);
    end if;
  end loop;
end
$$;

-- A party asks for its own identity to be erased, and for nothing else.
create policy asked_by_party on erasures for insert to parley_app
  with check (current_kind() = 'outsider' and state = 'requested' and scope = 'identity'
    and reason = 'request' and subject_id = side_id and side_id = any (current_principals())
    and exists (
      select 1 from case_access a where a.case_id = erasures.case_id and a.side_id = erasures.side_id
         and a.principal_id = a.side_id offset 0));

-- Null like every later column (see state-rows.ts): when the content of the case was erased.
alter table cases add column erased_at timestamptz(3);
alter table party_cases add column erased_at timestamptz(3);
-- The sweep looks through what is closed and still there.
create index cases_kept on cases (closed_at, case_id) where closed_at is not null and erased_at is null;

-- The sealed original and its key leave the inbox with the report that was made of it.
grant delete on inbox to parley_worker;
create index inbox_object on inbox (object_id);

-- An account whose profile was erased: events keep the id, nobody's name goes with it.
alter table people add column erased_at timestamptz(3);
grant select (erased_at) on people to parley_app;
