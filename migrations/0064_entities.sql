-- Entities of the organisation below those that the policy names: business groups, subsidiaries, units.
-- Each hangs below another one by its name, for the upper ones stand in the policy and have no row.
create table entities (
  entity_id uuid primary key,
  name text not null unique,
  parent text not null check (parent <> name),
  kind text not null check (kind in ('subsidiary', 'joint-venture', 'business-group', 'unit')),
  changed_at timestamptz(3) not null
);

alter table entities enable row level security;
alter table entities force row level security;
create policy read_by_all on entities for select to parley_app, parley_worker using (true);
create policy kept_by_staff on entities to parley_app
  using (current_kind() = 'staff') with check (current_kind() = 'staff');
create policy kept_by_worker on entities to parley_worker using (true) with check (true);
grant select, insert, update, delete on entities to parley_app, parley_worker;
