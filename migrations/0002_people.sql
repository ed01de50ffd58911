-- The people of the home organisation and how they sign in. Names and addresses are sealed;
-- a sign-in name is found by its keyed hash, so a stolen dump names nobody.

create table people (
  person_id uuid primary key,
  sign_in_hash bytea not null unique,
  profile_sealed bytea not null,
  key_wrapped bytea not null,
  master_key_id text not null,
  password_hash text,
  totp_sealed bytea,
  -- The last accepted TOTP step: a code works once (RFC 6238 section 5.2).
  totp_step bigint not null default 0,
  created_at timestamptz(3) not null,
  disabled_at timestamptz(3)
);

create table person_roles (
  person_id uuid not null references people,
  role text not null,
  granted_at timestamptz(3) not null,
  primary key (person_id, role)
);

-- Teams and routing groups. A group is a principal like a person is.
create table teams (
  team_id uuid primary key,
  name text not null unique,
  created_at timestamptz(3) not null
);

create table team_members (
  team_id uuid not null references teams,
  person_id uuid not null references people,
  added_at timestamptz(3) not null,
  primary key (team_id, person_id)
);

create table sessions (
  token_hash bytea primary key,
  person_id uuid not null references people,
  created_at timestamptz(3) not null,
  last_seen_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  stepped_up_at timestamptz(3)
);
create index sessions_person on sessions (person_id);

-- One-time links: the first administrator, invitations, and the demonstration's seats.
create table sign_in_links (
  token_hash bytea primary key,
  person_id uuid not null references people,
  purpose text not null check (purpose in ('set-up', 'sign-in')),
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);

-- Failed sign-ins, by keyed hash of name and of network: shields without a list of who tried.
create table sign_in_failures (
  failure_id uuid primary key,
  subject_hash bytea not null,
  at timestamptz(3) not null
);
create index sign_in_failures_subject on sign_in_failures (subject_hash, at);

do $$
declare
  t text;
begin
  foreach t in array array['people', 'person_roles', 'teams', 'team_members', 'sessions', 'sign_in_links', 'sign_in_failures'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy kept_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to parley_worker', t);
  end loop;
end
$$;

-- Colleagues see one another; nobody else sees that an account exists.
create policy seen_by_staff on people for select to parley_app using (current_kind() = 'staff');
create policy seen_by_staff on person_roles for select to parley_app using (current_kind() = 'staff');
create policy seen_by_staff on teams for select to parley_app using (current_kind() = 'staff');
create policy seen_by_staff on team_members for select to parley_app using (current_kind() = 'staff');
create policy own_sessions on sessions to parley_app
  using (person_id = any (current_principals())) with check (person_id = any (current_principals()));
grant select (person_id, profile_sealed, key_wrapped, master_key_id, created_at, disabled_at) on people to parley_app;
grant select on person_roles, teams, team_members to parley_app;
grant select, update, delete on sessions to parley_app;
