-- Who is asking, and which sides of a case exist. Every later table leans on these functions.
-- The four roles exist before this runs (src/store/server/roles.ts): parley_owner runs migrations,
-- parley_app serves people, parley_worker runs jobs, parley_keeper verifies, backs up and restores.

grant usage on schema public to parley_app, parley_worker, parley_keeper;
alter default privileges in schema public grant select, insert, update, delete on tables to parley_keeper;
alter default privileges in schema public revoke execute on functions from public;

-- The two sides that every case has. A party's side is that party's own id.
create function staff_side() returns uuid language sql immutable parallel safe
  return '00000000-0000-7000-8000-000000000001'::uuid;
create function shared_side() returns uuid language sql immutable parallel safe
  return '00000000-0000-7000-8000-000000000002'::uuid;

-- Set by context.transaction() for this transaction only; nobody where it is not set.
create function current_principals() returns uuid[] language sql stable parallel safe
  return string_to_array(nullif(current_setting('parley.principals', true), ''), ',')::uuid[];

-- 'staff', 'outsider', 'anyone' or 'system'.
create function current_kind() returns text language sql stable parallel safe
  return coalesce(nullif(current_setting('parley.kind', true), ''), 'anyone');

grant execute on function staff_side(), shared_side(), current_principals(), current_kind()
  to parley_app, parley_worker, parley_keeper;

-- Numbers shown to people (case references, advisory numbers) are minted here, one row a series.
create table number_series (
  series text primary key,
  last_number bigint not null check (last_number >= 0)
);
alter table number_series enable row level security;
alter table number_series force row level security;
create policy counted_by_worker on number_series to parley_worker using (true) with check (true);
create policy counted_by_staff on number_series to parley_app
  using (current_kind() = 'staff') with check (current_kind() = 'staff');
grant select, insert, update on number_series to parley_app, parley_worker;

-- The policy versions that have been in force, as the text that was read.
create table policies (
  policy_id text not null,
  version integer not null check (version > 0),
  in_force_from timestamptz(3) not null,
  body text not null,
  sha256 bytea not null,
  added_at timestamptz(3) not null,
  primary key (policy_id, version)
);
alter table policies enable row level security;
alter table policies force row level security;
-- A published policy is public by nature; only the worker (at start) adds a version, nobody changes one.
create policy read_by_all on policies for select to parley_app, parley_worker using (true);
create policy added_by_worker on policies for insert to parley_worker with check (true);
grant select on policies to parley_app;
grant select, insert on policies to parley_worker;

-- Our own OpenPGP keys. The private half is sealed under the master key.
create table own_keys (
  key_id uuid primary key,
  purpose text not null check (purpose in ('mail', 'advisory')),
  fingerprint text not null unique,
  public_key text not null,
  private_sealed bytea not null,
  created_at timestamptz(3) not null,
  retired_at timestamptz(3)
);
alter table own_keys enable row level security;
alter table own_keys force row level security;
-- The web needs the public half only: its grant names the columns.
create policy read_by_all on own_keys for select to parley_app, parley_worker using (true);
create policy kept_by_worker on own_keys for insert to parley_worker with check (true);
create policy retired_by_worker on own_keys for update to parley_worker using (true) with check (true);
grant select (key_id, purpose, fingerprint, public_key, created_at, retired_at) on own_keys to parley_app;
grant select, insert, update on own_keys to parley_worker;
