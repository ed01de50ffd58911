-- Where alarms of duty go besides the mailbox of whoever is woken: chat rooms, pagers, further mailboxes.
create table alert_targets (
  target_id uuid primary key,
  -- Whose it is; null for the house's.
  person_id uuid references people,
  kind text not null check (kind in ('mail', 'webhook')),
  -- Only what wakes somebody goes there.
  urgent_only boolean not null,
  -- Address and secrets.
  target_sealed bytea not null,
  key_wrapped bytea not null,
  master_key_id text not null,
  added_by uuid not null references people,
  added_at timestamptz(3) not null,
  ended_at timestamptz(3)
);
create index alert_targets_in_use on alert_targets (person_id) where ended_at is null;

-- One alarm to one target: tried again until it is there, and kept where it never got there.
create table alerts (
  alert_id uuid primary key,
  target_id uuid not null references alert_targets,
  -- The event of the case that it tells of; null for a test. The case is known by it alone.
  event_id uuid,
  owed_at timestamptz(3) not null,
  state text not null check (state in ('owed', 'sent', 'failed', 'needless')),
  tries integer not null,
  settled_at timestamptz(3),
  -- Why the last try did not get there.
  failure text,
  unique (target_id, event_id)
);
create index alerts_of_target on alerts (target_id, owed_at desc);

do $$
declare
  t text;
begin
  foreach t in array array['alert_targets', 'alerts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy kept_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to parley_worker', t);
    execute format('grant select on %I to parley_app', t);
  end loop;
end
$$;
-- One's own, and for leads the house's.
create policy seen_by_whose_they_are on alert_targets for select to parley_app
  using (current_kind() = 'staff' and (person_id = any (current_principals())
    or (person_id is null and exists (
      select 1 from person_roles r
       where r.person_id = any (current_principals()) and r.role = 'lead'))));
create policy seen_with_their_target on alerts for select to parley_app
  using (exists (select 1 from alert_targets t where t.target_id = alerts.target_id));
