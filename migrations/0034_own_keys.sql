-- The life of our own OpenPGP keys: for whom they are, how one hands over to the next, how one ends.

alter table own_keys
  -- The addresses that the key is published for; none means the one for reports.
  add column addresses text[] not null default '{}',
  -- For other addresses than the one for reports: not what letters are signed with.
  add column further boolean not null default false,
  -- The private half lies in a file of the operator's, and never here.
  add column outside boolean not null default false,
  -- The public statement by which the key before handed over to this one, signed by both.
  add column transition text,
  add column revoked_at timestamptz(3),
  add column revoked_for text check (revoked_for in ('superseded', 'compromised', 'retired')),
  alter column private_sealed drop not null,
  add constraint private_half_somewhere check (outside or private_sealed is not null),
  add constraint revoked_is_out_of_use check (revoked_at is null or retired_at is not null);
grant select (addresses, further, outside, transition, revoked_at, revoked_for)
  on own_keys to parley_app;

-- What the checks of our own keys and of what we publish of them found last.
create table key_checks (
  what text primary key check (what in ('opens', 'blocks', 'security-txt')),
  checked_at timestamptz(3) not null,
  -- When the check last found everything well.
  well_at timestamptz(3),
  -- Since when it does not; null while all is well.
  failing_since timestamptz(3),
  problem text check (problem ~ '^[a-z-]{1,40}$'),
  -- Which published address it was found at.
  place text,
  check ((failing_since is null) = (problem is null))
);
alter table key_checks enable row level security;
alter table key_checks force row level security;
create policy kept_by_worker on key_checks to parley_worker using (true) with check (true);
create policy read_by_staff on key_checks for select to parley_app
  using (current_kind() = 'staff');
grant select, insert, update on key_checks to parley_worker;
grant select on key_checks to parley_app;
