-- Saved filters: what the queue's address says, under a name; one's own or a team's. And which of them
-- somebody begins the day with.

create table saved_filters (
  filter_id uuid primary key,
  -- One person's, or a team's.
  person_id uuid references people,
  team_id uuid references teams,
  check (num_nonnulls(person_id, team_id) = 1),
  -- In somebody's words; the page says that it is no place for what is confidential.
  name text not null check (length(name) between 1 and 60),
  -- Names and values of the queue's address: lanes, stages, ids, names of the catalogue.
  query text not null check (length(query) between 1 and 1000),
  saved_at timestamptz(3) not null
);
create index saved_filters_person on saved_filters (person_id, saved_at);
create index saved_filters_team on saved_filters (team_id, saved_at);

create table start_filters (
  person_id uuid primary key references people,
  filter_id uuid not null references saved_filters on delete cascade
);
create index start_filters_filter on start_filters (filter_id);

alter table saved_filters enable row level security;
alter table saved_filters force row level security;
create policy own_or_of_team on saved_filters to parley_app
  using (current_kind() = 'staff'
         and (person_id = any (current_principals()) or team_id = any (current_principals())))
  with check (current_kind() = 'staff'
              and (person_id = any (current_principals()) or team_id = any (current_principals())));
create policy kept_by_worker on saved_filters to parley_worker using (true) with check (true);
grant select, insert, delete on saved_filters to parley_app;
grant select, delete on saved_filters to parley_worker;

alter table start_filters enable row level security;
alter table start_filters force row level security;
create policy own_start on start_filters to parley_app
  using (current_kind() = 'staff' and person_id = any (current_principals()))
  with check (current_kind() = 'staff' and person_id = any (current_principals())
              and exists (select 1 from saved_filters f where f.filter_id = start_filters.filter_id));
create policy kept_by_worker on start_filters to parley_worker using (true) with check (true);
grant select, insert, update, delete on start_filters to parley_app;
grant select, delete on start_filters to parley_worker;
