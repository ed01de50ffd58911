-- Recurring rotas: who takes turns on call, in which order, from which wall time of a zone. The shifts are
-- computed from these rows (src/core/duty/pattern.ts), none is stored.
create table rota_patterns (
  pattern_id uuid primary key,
  -- Whose cases it is for; null: the whole house.
  team_id uuid references teams,
  line integer not null check (line between 1 and 9),
  zone text not null,
  hand_over_at time(0) not null,
  turn_days integer not null check (turn_days between 1 and 364),
  -- On the zone's clocks; null: at any hour. Until is on the next day where it is not later.
  hours_from time(0),
  hours_until time(0),
  weekends boolean not null,
  ends_at timestamptz(3),
  set_by uuid not null references people,
  set_at timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  check ((hours_from is null) = (hours_until is null)),
  check (hours_from <> hours_until)
);
create index rota_patterns_ends on rota_patterns (ends_at);

-- The order of a pattern from a day on, until the next order begins.
create table rota_places (
  pattern_id uuid not null references rota_patterns,
  starts_on date not null,
  place integer not null check (place between 1 and 50),
  person_id uuid not null references people,
  primary key (pattern_id, starts_on, place),
  unique (pattern_id, starts_on, person_id)
);
create index rota_places_person on rota_places (person_id);

-- A single shift may cover a turn of a pattern. Nobody names themselves to be on call; whoever a pattern
-- names takes over a turn in it.
alter table on_call add column pattern_id uuid references rota_patterns;
do $$
declare
  c text;
begin
  for c in
    select conname from pg_constraint
     where conrelid = 'on_call'::regclass and contype = 'c'
       and pg_get_constraintdef(oid) like '%set_by <> person_id%'
  loop
    execute format('alter table on_call drop constraint %I', c);
  end loop;
end
$$;
alter table on_call
  add constraint on_call_named_by_another check (pattern_id is not null or set_by <> person_id);
create index on_call_person on on_call (person_id, until_at) where ended_at is null;

do $$
declare
  t text;
begin
  foreach t in array array['rota_patterns', 'rota_places'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy kept_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select, insert, update on %I to parley_worker', t);
    execute format('grant select on %I to parley_app', t);
    execute format(
      'create policy seen_by_staff on %I for select to parley_app using (current_kind() = ''staff'')', t);
  end loop;
end
$$;
-- An order that is still to come gives way to another one.
grant delete on rota_places to parley_worker;
