-- Figures of the house: counts and spans of the cases that a team or a person is on, counted anew
-- each night by the worker. Whoever reads a cell could read every case in it, so no count tells
-- anybody of a case that does not exist for them.

create table figure_cells (
  -- A team, or a person by themselves.
  principal_id uuid not null,
  -- YYYY-MM in the zone of the count.
  month text not null check (month ~ '^\d{4}-\d\d$'),
  measure text not null check (measure ~ '^[a-z-]{1,40}$'),
  -- What the measure is cut by: a promise, a weakness, an age; '' where by nothing.
  cut text not null check (length(cut) <= 60),
  -- '' where the cell is not of one entity.
  entity text not null,
  -- All zeros where it is not of one product.
  product_id uuid not null,
  source text not null check (source in ('finder', 'customer', 'coordinator', 'ourselves')),
  -- '' where nothing is scored.
  band text not null,
  count integer not null check (count > 0),
  -- Whole hours of each span that was counted.
  hours integer[] not null,
  primary key (principal_id, month, measure, cut, entity, product_id, source, band)
);

-- When they were counted; one row.
create table figure_counts (
  only_one boolean primary key check (only_one),
  -- The day on which it was counted: once a day is enough.
  day text not null check (day ~ '^\d{4}-\d\d-\d\d$'),
  zone text not null,
  -- Nothing of this moment or later is counted.
  as_of timestamptz(3) not null
);

do $$
declare
  t text;
begin
  foreach t in array array['figure_cells', 'figure_counts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy counted_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select on %I to parley_app', t);
    execute format('grant select, insert, update, delete on %I to parley_worker', t);
  end loop;
end
$$;
create policy read_by_its_principal on figure_cells for select to parley_app
  using (current_kind() = 'staff' and principal_id = any (current_principals()));
create policy read_by_staff on figure_counts for select to parley_app
  using (current_kind() = 'staff');
