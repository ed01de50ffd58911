-- What public lists say of CVE ids, as operators load it from files: advice, never a decision.

-- How likely a vulnerability is attacked within 30 days (FIRST, EPSS): hundred-thousandths of one.
create table epss (
  cve_id text primary key check (cve_id ~ '^CVE-[0-9]{4}-[0-9]{4,19}$'),
  score integer not null check (score between 0 and 100000),
  percentile integer not null check (percentile between 0 and 100000)
);
-- Vulnerabilities that a public list says are exploited.
create table kev (
  cve_id text not null check (cve_id ~ '^CVE-[0-9]{4}-[0-9]{4,19}$'),
  list text not null check (list in ('cisa', 'eu')),
  -- The day (UTC) on which the list took it up; null where the list does not say.
  added_at timestamptz(3),
  primary key (cve_id, list)
);
-- Which day's list is loaded: without a row nothing was ever loaded, so absence says nothing.
create table advice_loads (
  list text primary key check (list in ('epss', 'kev-cisa', 'kev-eu')),
  as_of timestamptz(3) not null,
  entries integer not null,
  loaded_at timestamptz(3) not null
);

do $$
declare
  t text;
begin
  foreach t in array array['epss', 'kev', 'advice_loads'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy read_by_staff on %I for select to parley_app using (current_kind() = ''staff'')', t);
    execute format('create policy kept_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select on %I to parley_app', t);
    execute format('grant select, insert, update, delete on %I to parley_worker', t);
  end loop;
end
$$;
