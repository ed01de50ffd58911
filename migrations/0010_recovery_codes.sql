-- Recovery codes: each signs a person in once when the phone with their TOTP secret is gone.
-- Only keyed hashes are kept, so a stolen dump opens nothing.
create table recovery_codes (
  code_hash bytea primary key,
  person_id uuid not null references people,
  created_at timestamptz(3) not null,
  used_at timestamptz(3)
);
create index recovery_codes_person on recovery_codes (person_id);
alter table recovery_codes enable row level security;
alter table recovery_codes force row level security;
create policy kept_by_worker on recovery_codes to parley_worker using (true) with check (true);
grant select, insert, update, delete on recovery_codes to parley_worker;

-- Failures are forgotten after a day, whoever they were of.
create index sign_in_failures_at on sign_in_failures (at);

-- A name is free again, and a link found again, by its person.
create index sign_in_links_person on sign_in_links (person_id);
