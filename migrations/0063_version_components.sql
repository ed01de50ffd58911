-- What a version is made of: components that are part of it, and such as it only uses. A plain list;
-- what holds which flaw is no matter of it, so it names no case. Not public: it tells where to look.
create table version_components (
  entry_id uuid primary key,
  version_id uuid not null references product_versions,
  name text not null,
  component_version text not null default '',
  purl text,
  use text not null check (use in ('embedded', 'used')),
  added_at timestamptz(3) not null,
  unique (version_id, name, component_version)
);

alter table version_components enable row level security;
alter table version_components force row level security;
create policy kept_by_staff on version_components to parley_app
  using (current_kind() = 'staff') with check (current_kind() = 'staff');
create policy kept_by_worker on version_components to parley_worker using (true) with check (true);
grant select, insert, delete on version_components to parley_app, parley_worker;
