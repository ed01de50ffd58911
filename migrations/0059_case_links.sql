-- Cases that belong together: one follows an earlier one as its duplicate, one was split off, or two
-- touch each other.

-- The row stands behind the walls of both cases: whoever is on one of them alone learns of no other case.
create table case_links (
  link_id uuid primary key,
  -- The case that follows or was split off, or where the link was made.
  case_id uuid not null references cases,
  side_id uuid not null check (side_id = staff_side()),
  other_case_id uuid not null references cases check (other_case_id <> case_id),
  relation text not null check (relation in ('duplicate', 'related', 'split-from')),
  made_by uuid not null references people,
  made_at timestamptz(3) not null,
  ended_by uuid references people,
  ended_at timestamptz(3),
  last_event_id uuid not null,
  mac bytea not null,
  check ((ended_by is null) = (ended_at is null))
);
create unique index case_links_once on case_links (case_id, other_case_id, relation)
  where ended_at is null;
-- A case follows one other at most.
create unique index case_links_followed on case_links (case_id)
  where relation = 'duplicate' and ended_at is null;
create index case_links_other on case_links (other_case_id, case_id);

alter table case_links enable row level security;
alter table case_links force row level security;
create policy worked_by_worker on case_links to parley_worker using (true) with check (true);
grant select, insert, update on case_links to parley_worker;
-- A link is ended, and never turned towards another case.
grant select, insert on case_links to parley_app;
grant update (ended_by, ended_at, last_event_id, mac) on case_links to parley_app;
create policy wall on case_links for select to parley_app using (
  exists (select 1 from case_access a
           where a.case_id = case_links.case_id and a.side_id = staff_side() offset 0)
  and exists (select 1 from case_access a
           where a.case_id = case_links.other_case_id and a.side_id = staff_side() offset 0));
create policy added_by_staff on case_links for insert to parley_app with check (
  current_kind() = 'staff'
  and exists (select 1 from case_access a
           where a.case_id = case_links.case_id and a.side_id = staff_side() offset 0)
  and exists (select 1 from case_access a
           where a.case_id = case_links.other_case_id and a.side_id = staff_side() offset 0));
create policy changed_by_staff on case_links for update to parley_app
  using (current_kind() = 'staff'
  and exists (select 1 from case_access a
           where a.case_id = case_links.case_id and a.side_id = staff_side() offset 0)
  and exists (select 1 from case_access a
           where a.case_id = case_links.other_case_id and a.side_id = staff_side() offset 0));
