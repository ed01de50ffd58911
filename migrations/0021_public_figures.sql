-- Counts per promise and calendar year, made by the worker across the wall. The web reads this
-- table and no more: there is no way from a count back to a case.

create table public_figures (
  -- The calendar year in which the promises began, in that zone.
  year integer not null check (year between 1970 and 9999),
  zone text not null,
  -- Name of a promise, or 'reports' for reports and their answers.
  promise text not null,
  -- End of the last finished month when these counts were made; they stay until enough changed.
  as_of timestamptz(3) not null,
  counted_at timestamptz(3) not null,
  -- The last month's end at which it was looked whether they may change.
  looked_at timestamptz(3) not null,
  -- Counts over fewer than this are held back: not stored at all, so that nobody can read them here.
  at_least integer not null check (at_least > 0),
  owed integer,
  kept integer,
  late integer,
  broken integer,
  still_open integer,
  fell_away integer,
  median_hours integer,
  primary key (year, promise),
  check (owed is null or (owed >= at_least and owed = kept + late + broken + still_open + fell_away)),
  check (num_nulls(owed, kept, late, broken, still_open, fell_away) in (0, 6)),
  check (owed is not null or median_hours is null)
);
alter table public_figures enable row level security;
alter table public_figures force row level security;
create policy read_by_all on public_figures for select to parley_app, parley_worker using (true);
create policy counted_by_worker on public_figures to parley_worker using (true) with check (true);
grant select on public_figures to parley_app;
grant select, insert, update on public_figures to parley_worker;
