-- The figures of the house are counted in pieces, each in a transaction of its own, and where the count has
-- come to is kept with what it added. Pages read the last whole count until the next one is whole. Both
-- tables begin empty: what they held is counted anew, the first time within an hour.
truncate figure_cells, figure_counts;
alter table figure_cells
  -- The count that the cell belongs to.
  add column round integer not null,
  drop constraint figure_cells_pkey,
  add primary key (round, principal_id, month, measure, cut, entity, product_id, source, band);
alter table figure_counts add column round integer not null;

-- The count that is under way; no row where none is.
create table figure_rounds (
  only_one boolean primary key check (only_one),
  round integer not null,
  day text not null check (day ~ '^\d{4}-\d\d-\d\d$'),
  zone text not null,
  -- Nothing of this moment or later is counted, but of a case that changed before its turn came.
  as_of timestamptz(3) not null,
  -- The first month that is kept, YYYY-MM.
  since text not null check (since ~ '^\d{4}-\d\d$'),
  -- The last case that is counted already; all zeros before the first.
  after_case uuid not null
);

-- How far that count has come in the cases that a team or a person is on. Nobody is told of others.
create table figure_progress (
  principal_id uuid primary key,
  to_go integer not null check (to_go >= 0),
  -- When the last of their cases that is counted was entered here; null before the first.
  counted_to timestamptz(3)
);

do $$
declare
  t text;
begin
  foreach t in array array['figure_rounds', 'figure_progress'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy counted_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to parley_worker', t);
  end loop;
end
$$;
grant select on figure_progress to parley_app;
create policy read_by_its_principal on figure_progress for select to parley_app
  using (current_kind() = 'staff' and principal_id = any (current_principals()));
