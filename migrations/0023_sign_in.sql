-- Passkeys, single sign-on, and links that cannot take an account over in silence.

-- A passkey is found by the keyed hash of its credential id; the id, the public key and the name
-- that its person gave it are sealed under that person's key: a stolen dump links nobody to a device.
create table passkeys (
  passkey_id uuid primary key,
  credential_hash bytea not null unique,
  person_id uuid not null references people,
  passkey_sealed bytea not null,
  -- WebAuthn level 3, section 6.1.1: one that stands still or falls back tells of a copy.
  counter bigint not null default 0 check (counter >= 0),
  created_at timestamptz(3) not null,
  last_used_at timestamptz(3)
);
create index passkeys_person on passkeys (person_id);

-- What a browser or a provider must answer with, by keyed hash. The hash covers what it was given
-- out for and to whom; a row leaves with the first answer, right or wrong, so none is heard twice.
create table sign_in_challenges (
  challenge_hash bytea primary key,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);
create index sign_in_challenges_expiry on sign_in_challenges (expires_at);

-- Whom a provider's subject signs in, by keyed hash of issuer and subject. One subject a person: an
-- address that the provider gives to somebody else opens nothing.
create table sso_links (
  subject_hash bytea primary key,
  person_id uuid not null unique references people,
  linked_at timestamptz(3) not null,
  last_used_at timestamptz(3)
);

do $$
declare
  t text;
begin
  foreach t in array array['passkeys', 'sign_in_challenges', 'sso_links'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy kept_by_worker on %I to parley_worker using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to parley_worker', t);
  end loop;
end
$$;

-- One's own only: nobody sees how a colleague signs in.
create policy own_passkeys on passkeys for select to parley_app
  using (current_kind() = 'staff' and person_id = any (current_principals()));
create policy own_link on sso_links for select to parley_app
  using (current_kind() = 'staff' and person_id = any (current_principals()));
create policy own_codes on recovery_codes for select to parley_app
  using (current_kind() = 'staff' and person_id = any (current_principals()));
grant select (passkey_id, person_id, passkey_sealed, counter, created_at, last_used_at) on passkeys to parley_app;
grant select (person_id, linked_at, last_used_at) on sso_links to parley_app;
grant select (person_id, created_at, used_at) on recovery_codes to parley_app;

-- An account may be set up without a password now, so the mark is kept by what sets accounts up.
alter table people alter column set_up drop expression;
alter table people alter column set_up set default false;
alter table people alter column set_up set not null;

-- "Firefox on Linux": what somebody needs to know their own session by. Never an address.
alter table sessions add column device text not null default '' check (length(device) <= 60);

-- A new link for an account that is set up already waits: for a second administrator where there is
-- one, else for a day. Meanwhile its person and every administrator are told and can refuse it.
alter table sign_in_links
  add column link_id uuid,
  add column asked_by uuid,
  add column usable_from timestamptz(3),
  add column needs_second boolean not null default false,
  add column confirmed_by uuid,
  add column confirmed_at timestamptz(3),
  add constraint second_is_another check (confirmed_by is distinct from asked_by or confirmed_by is null);
create unique index sign_in_links_id on sign_in_links (link_id) where link_id is not null;
-- Such a link is no secret among colleagues: that it is seen is what keeps it honest.
create policy renewals_seen_by_staff on sign_in_links for select to parley_app
  using (current_kind() = 'staff' and asked_by is not null);
grant select (link_id, person_id, purpose, created_at, expires_at, used_at, asked_by, usable_from,
              needs_second, confirmed_by, confirmed_at) on sign_in_links to parley_app;
