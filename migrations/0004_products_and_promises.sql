-- The product catalogue (public by nature), what a case says of it, remedies, clocks, keys and search.

create table products (
  product_id uuid primary key,
  entity text not null,
  line text,
  name text not null,
  kind text not null check (kind in ('product', 'service')),
  purl text,
  cpe text,
  in_support boolean not null,
  added_at timestamptz(3) not null,
  unique (entity, name)
);

create table product_versions (
  version_id uuid primary key,
  product_id uuid not null references products,
  name text not null,
  position integer not null,
  in_support boolean not null,
  unique (product_id, name)
);

do $$
declare
  t text;
begin
  foreach t in array array['products', 'product_versions'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    -- The public scope list is made from the catalogue (VEN-02).
    execute format('create policy read_by_all on %I for select to parley_app, parley_worker using (true)', t);
    execute format('create policy kept_by_staff on %I to parley_app using (current_kind() = ''staff'') with check (current_kind() = ''staff'')', t);
    execute format('create policy kept_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to parley_app, parley_worker', t);
  end loop;
end
$$;

create table affected_products (
  affected_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  vulnerability_id uuid not null references vulnerabilities,
  product_id uuid not null references products,
  status text not null check (status in ('affected', 'fixed', 'not-affected', 'under-investigation')),
  justification text,
  versions_sealed bytea not null,
  recorded_at timestamptz(3) not null,
  last_event_id uuid not null,
  mac bytea not null,
  unique (vulnerability_id, product_id, status)
);
create index affected_products_case on affected_products (case_id);

create table remedies (
  remedy_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  vulnerability_id uuid not null references vulnerabilities,
  kind text not null check (kind in
    ('configuration-change', 'workaround', 'mitigation', 'patch', 'maintenance-update', 'new-version',
     'no-fix-planned', 'none-available')),
  term text not null check (term in ('short', 'long')),
  promised_for timestamptz(3),
  available_at timestamptz(3),
  verified_at timestamptz(3),
  text_sealed bytea not null,
  last_event_id uuid not null,
  mac bytea not null
);
create index remedies_case on remedies (case_id);

-- Every promise now owed. due_at is stored, never computed in a query.
create table clocks (
  clock_id uuid primary key,
  case_id uuid not null references cases,
  side_id uuid not null,
  promise text not null,
  owed_to uuid not null,
  subject_id uuid not null,
  started_at timestamptz(3) not null,
  -- Null where the policy sets no number: owed all the same, never overdue.
  due_at timestamptz(3),
  paused_at timestamptz(3),
  paused_ms bigint not null default 0,
  met_at timestamptz(3),
  met_event_id uuid,
  stopped_at timestamptz(3),
  alarmed_at timestamptz(3),
  last_event_id uuid not null,
  mac bytea not null
);
-- One running clock of each promise per party and subject; a paused clock keeps its row.
create unique index clocks_running on clocks (owed_to, subject_id, promise)
  where met_at is null and stopped_at is null;
create index clocks_case on clocks (case_id);
create index clocks_due on clocks (due_at)
  where met_at is null and stopped_at is null and paused_at is null and alarmed_at is null;

-- One data key per sealed object, wrapped once per case that may open it. Erasing an object is deleting its wraps.
create table key_wraps (
  object_id uuid not null,
  case_id uuid not null references cases,
  side_id uuid not null,
  master_key_id text not null,
  wrapped bytea not null,
  created_at timestamptz(3) not null,
  primary key (object_id, case_id)
);
create index key_wraps_case on key_wraps (case_id);

-- Keyed, truncated hashes of normalised words and references: exact words only, no ranking.
create table case_tokens (
  token bytea not null,
  case_id uuid not null references cases,
  side_id uuid not null,
  primary key (token, case_id, side_id)
);
create index case_tokens_case on case_tokens (case_id);
