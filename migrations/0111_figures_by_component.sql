-- A component that figures are cut by stands there as a keyed hash of its name. Its name is read from a
-- vulnerability that it was counted from: sealed there, and seen by whoever is on that case. A vulnerability
-- that is erased takes its word with it, so nothing refers to it.
create table figure_components (
  round integer not null,
  principal_id uuid not null,
  cut text not null check (length(cut) = 32),
  vulnerability_id uuid not null,
  primary key (round, principal_id, cut)
);
alter table figure_components enable row level security;
alter table figure_components force row level security;
create policy counted_by_worker on figure_components to parley_worker using (true) with check (true);
create policy read_by_its_principal on figure_components for select to parley_app
  using (current_kind() = 'staff' and principal_id = any (current_principals()));
grant select on figure_components to parley_app;
grant select, insert, update, delete on figure_components to parley_worker;
